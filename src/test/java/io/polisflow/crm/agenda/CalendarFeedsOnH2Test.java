package io.polisflow.crm.agenda;

class CalendarFeedsOnH2Test extends CalendarFeedsTest {}
