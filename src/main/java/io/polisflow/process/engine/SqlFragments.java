package io.polisflow.process.engine;

import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** The XML that the engine's statements were put together from, which MyBatis keeps as trees: 29 MB that nobody reads again. */
final class SqlFragments {

    private SqlFragments() {}

    /** To be called when all statements have been built. */
    static void forget(ProcessEngineConfigurationImpl engine) {
        Configuration statements = engine.getSqlSessionFactory().getConfiguration();
        // A statement that waits for another file is still without its fragments.
        if (statements.getIncompleteStatements().isEmpty()) {
            statements.getSqlFragments().clear();
        }
    }
}
