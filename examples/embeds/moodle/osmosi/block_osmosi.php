<?php
// The widget as a block of Moodle. Put the folder into blocks/, and the widget's
// files and the bundle into blocks/osmosi/widget/.

defined('MOODLE_INTERNAL') || die();

class block_osmosi extends block_base {

    public function init() {
        $this->title = get_string('pluginname', 'block_osmosi');
    }

    public function applicable_formats() {
        return ['my' => true, 'site-index' => true, 'course-view' => true];
    }

    public function get_content() {
        global $USER;
        if ($this->content !== null) {
            return $this->content;
        }
        $this->content = new stdClass();
        $this->content->footer = '';
        $this->content->text = '';
        if (!isloggedin() || isguestuser()) {
            return $this->content;
        }
        $base = '/blocks/osmosi/widget/';
        // What the page knows; name your campaign's own traits here. The person's
        // browser gets it, and it goes no further.
        $profile = ['language' => substr(current_language(), 0, 2), 'unit' => $USER->department];
        // A module is no AMD script: a plain tag loads it, once, however many blocks there are.
        $this->content->text =
            html_writer::tag('script', '', ['type' => 'module', 'src' => new moodle_url($base . 'osmosi-widget.js')]) .
            html_writer::tag('osmosi-widget', '', [
                'src' => new moodle_url($base . 'bundle.json'),
                'lang' => str_replace('_', '-', current_language()),
                'scope' => hash('sha256', get_site_identifier() . $USER->id),
                'profile' => json_encode($profile),
            ]);
        return $this->content;
    }
}
