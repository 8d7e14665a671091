package io.polisflow.crm.exchange;

class ExchangesOnH2Test extends ExchangesTest {}
