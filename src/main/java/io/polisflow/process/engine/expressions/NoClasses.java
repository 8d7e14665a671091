package io.polisflow.process.engine.expressions;

import org.camunda.bpm.engine.ArtifactFactory;

/** Makes nothing of a class that a model names. */
class NoClasses implements ArtifactFactory {

    @Override
    public <T> T getArtifact(Class<T> type) {
        throw new ForbiddenCodeException("Models may not name Java classes: " + type.getName());
    }
}
