package io.polisflow.process.models.gate;

import java.util.Map;
import java.util.Set;

/** What the sample models under {@code model-gate} may name. */
class SampleVocabulary implements ModelVocabulary, WrittenVariables {

    private static final Map<String, Class<?>> BEANS = Map.of(
            "lookForm", Object.class,
            "recordLookDelegate", Object.class,
            "checkTermsDelegate", Object.class,
            "sendLetterDelegate", Object.class);

    @Override
    public Map<String, Class<?>> beans() {
        return BEANS;
    }

    @Override
    public boolean belongsTo(String bean, String processKey) {
        return switch (bean) {
            case "checkTermsDelegate" -> processKey.equals("check-terms");
            case "lookForm", "recordLookDelegate" -> processKey.equals("second-look");
            default -> true;
        };
    }

    @Override
    public boolean callsOutside(String bean) {
        return bean.equals("sendLetterDelegate");
    }

    @Override
    public Set<String> messages() {
        return Set.of("look.answered");
    }

    @Override
    public Set<String> errorCodes() {
        return Set.of("LOOK_LATE");
    }

    @Override
    public Set<String> groups() {
        return Set.of("lawyers", "sales");
    }

    @Override
    public Set<String> stages() {
        return Set.of("approval", "won");
    }

    @Override
    public Set<String> dictionary(String code) {
        return Set.of();
    }

    @Override
    public Set<String> templates() {
        return Set.of("reminder");
    }

    @Override
    public Set<String> by(String bean) {
        return switch (bean) {
            case "lookForm" -> Set.of("facts");
            case "recordLookDelegate" -> Set.of("outcome");
            case "checkTermsDelegate" -> Set.of("termsOk");
            default -> Set.of();
        };
    }

    @Override
    public Set<String> with(String message, String processKey) {
        return message.equals("look.answered") ? Set.of("answer") : Set.of();
    }

    @Override
    public Set<String> into(String processKey) {
        return Set.of("known");
    }
}
