package io.polisflow.process.models.gate;

import java.util.Map;
import java.util.Set;

/** A product that offers nothing to its models. */
class NoVocabulary implements ModelVocabulary {

    @Override
    public Map<String, Class<?>> beans() {
        return Map.of();
    }

    @Override
    public boolean belongsTo(String bean, String processKey) {
        return false;
    }

    @Override
    public boolean callsOutside(String bean) {
        return false;
    }

    @Override
    public Set<String> messages() {
        return Set.of();
    }

    @Override
    public Set<String> errorCodes() {
        return Set.of();
    }

    @Override
    public Set<String> groups() {
        return Set.of();
    }

    @Override
    public Set<String> stages() {
        return Set.of();
    }

    @Override
    public Set<String> dictionary(String code) {
        return Set.of();
    }

    @Override
    public Set<String> templates() {
        return Set.of();
    }
}
