package io.polisflow.crm.deal;

class TouchCalendarOnH2Test extends TouchCalendarTest {}
