package io.polisflow.process.policyrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.process.ProcessTest;
import java.io.File;
import java.util.List;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the table {@code cross-sell} suggests to whom. */
class CrossSellTest extends ProcessTest {

    @Autowired
    private Catalogue catalogue;

    private List<String> suggested(String held, Integer okved, Integer employees, double sum, String changed) {
        return engine
                .getDecisionService()
                .evaluateDecisionTableByKey("cross-sell")
                .variables(Variables.putValue(PolicyRenewal.PRODUCTS_HELD, held)
                        .putValue(PolicyRenewal.OKVED_DIVISION, okved)
                        .putValue(PolicyRenewal.EMPLOYEES, employees)
                        .putValue(PolicyRenewal.SUM_INSURED, sum)
                        .putValue(PolicyRenewal.CHANGED, changed))
                .evaluate()
                .getResultList()
                .stream()
                .map(row -> String.valueOf(row.get("product")))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "property,      -, -,   1e6, '',             general-liability",
                "'property,general-liability', -, -, 1e6, '', general-liability",
                "vhi,          41, -,   1e6, '',             general-liability",
                "property,     25, -,   1e6, '',             'general-liability business-interruption property'",
                "property,      -, -,   2e8, '',             'general-liability business-interruption'",
                "vhi,          46, -,   1e6, '',             'property cargo'",
                "vhi,          49, -,   1e6, '',             cargo",
                "vhi,           -, -,   1e6, 'PROPERTY',     property",
                "osago,         -, -,   1e6, '',             casco-fleet",
                "casco-fleet,   -, -,   1e6, '',             osago",
                "vhi,          20, -,   1e6, '',             'property hazardous-facility'",
                "vhi,           6, -,   1e6, '',             hazardous-facility",
                "vhi,          35, -,   1e6, '',             hazardous-facility",
                "cargo,         -, 50,  1e6, '',             vhi",
                "cargo,         -, 49,  1e6, '',             ''",
                "cargo,         -, 49,  1e6, 'REVENUE,STAFF', vhi",
                "vhi,           -, -,   1e6, '',             ''"
            })
    void theTableSuggestsWhatFits(
            String held, Integer okved, Integer employees, double sum, String changed, String expected) {
        assertThat(suggested(held, okved, employees, sum, changed))
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
    }

    @Test
    void everyRowNamesAProductOfTheCatalogueAndAReason() {
        var rules = Dmn.readModelFromFile(new File("bpmn/cross-sell.dmn")).getModelElementsByType(Rule.class);

        assertThat(rules).hasSizeGreaterThan(5).allSatisfy(rule -> {
            List<String> outputs = rule.getOutputEntries().stream()
                    .map(output -> output.getText().getTextContent().replace("\"", ""))
                    .toList();
            assertThat(catalogue.findOffered(outputs.get(0))).as(outputs.get(0)).isPresent();
            assertThat(outputs.get(1)).isNotBlank();
        });
    }
}
