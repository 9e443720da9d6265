<?php

$string['pluginname'] = 'Learning, for you';
$string['osmosi:addinstance'] = 'Add a block with learning for the person';
$string['osmosi:myaddinstance'] = 'Add a block with learning for the person to the dashboard';
$string['privacy:metadata'] = 'The block stores nothing in Moodle; what it remembers stays in the browser.';
