package io.polisflow.process.engine.expressions;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;

/** Knows no language: no script of any model or table runs, whatever libraries are about. */
class NoScripts implements ScriptEngineResolver {

    @Override
    public ScriptEngine getScriptEngine(String language, boolean resolveFromCache) {
        throw new ForbiddenCodeException("Models may not run scripts, not in «" + language + "» either");
    }

    @Override
    public void addScriptEngineFactory(ScriptEngineFactory factory) {
        // A library that offers a language is not to blame: nobody will ask for it.
    }

    @Override
    public ScriptEngineManager getScriptEngineManager() {
        throw new ForbiddenCodeException("Models may not run scripts");
    }
}
