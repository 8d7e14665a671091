package io.polisflow.process.engine.expressions;

import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;

/** Evaluates decision tables beside the process engine and under its limits: FEEL over data, no script, no other language. */
public final class TablesWithoutCode {

    private TablesWithoutCode() {}

    /** @return the settings of an engine that evaluates tables and runs nothing else, whatever stands in them */
    public static DefaultDmnEngineConfiguration configuration() {
        DefaultDmnEngineConfiguration tables =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        tables.setFeelEngineFactory(new SafeFeelEngineFactory());
        tables.setElProvider(expression -> {
            throw foreign("JUEL");
        });
        tables.setScriptEngineResolver(language -> {
            throw foreign(language);
        });
        return tables;
    }

    private static ForbiddenCodeException foreign(String language) {
        return new ForbiddenCodeException("Tables are written in FEEL, not in «" + language + "»");
    }
}
