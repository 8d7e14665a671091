package io.polisflow.crm.policy;

class PolicyOrdersOnH2Test extends PolicyOrdersTest {}
