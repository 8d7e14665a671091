package io.polisflow.crm.contract;

class SigningEventsOnH2Test extends SigningEventsTest {}
