package io.polisflow.crm;

/** The data layer as a fresh machine has it. */
class DataLayerOnH2Test extends DataLayerTest {

    @Override
    String product() {
        return "H2";
    }
}
