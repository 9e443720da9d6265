<?php

defined('MOODLE_INTERNAL') || die();

$plugin->component = 'block_osmosi';
$plugin->version = 2027010100;
$plugin->requires = 2024100700; // Moodle 4.5
