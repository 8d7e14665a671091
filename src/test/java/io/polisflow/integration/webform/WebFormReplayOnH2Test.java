package io.polisflow.integration.webform;

class WebFormReplayOnH2Test extends WebFormReplayTest {}
