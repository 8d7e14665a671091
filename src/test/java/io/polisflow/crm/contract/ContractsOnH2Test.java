package io.polisflow.crm.contract;

class ContractsOnH2Test extends ContractsTest {}
