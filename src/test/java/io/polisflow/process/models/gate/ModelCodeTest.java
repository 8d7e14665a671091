package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is read from the classes of a small planted product. */
class ModelCodeTest {

    private final ModelCode code = new ModelCode("planted.contract");

    @Test
    void aDelegateReachesOutsideWhenItSaysSoOrHoldsAPort() {
        assertThat(code.callsOutside(code.beans().get("callRegistryDelegate"))).isTrue();
        assertThat(code.callsOutside(code.beans().get("sendLetterDelegate"))).isTrue();
        assertThat(code.callsOutside(code.beans().get("recordDataDelegate"))).isFalse();
    }

    @Test
    void aBeanBelongsToTheModelOfItsPackage() {
        Class<?> bean = code.beans().get("recordDataDelegate");

        assertThat(code.belongsTo(bean, "sample-sale")).isTrue();
        assertThat(code.belongsTo(bean, "sample")).isFalse();
    }

    @Test
    void stagesAreNamedAsModelsWriteThem() {
        assertThat(code.stages()).contains("needs-analysis");
    }
}
