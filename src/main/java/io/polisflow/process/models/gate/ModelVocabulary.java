package io.polisflow.process.models.gate;

import java.util.Map;
import java.util.Set;

/** What the running product offers to models by name; what a model names beside it is a slip. */
interface ModelVocabulary {

    /** @return the classes of the beans that expressions may call, by bean name: the allow-list */
    Map<String, Class<?>> beans();

    /** @return whether the bean may be named in that model: its own package's, or the engine's for all models */
    boolean belongsTo(String bean, String processKey);

    /** @return whether the bean reaches an outside system, so that its task must be asynchronous and retried */
    boolean callsOutside(String bean);

    /** @return names of the messages that the code sends or awaits */
    Set<String> messages();

    /** @return codes of the BPMN errors that the code throws */
    Set<String> errorCodes();

    /** @return ids of the groups of users */
    Set<String> groups();

    /** @return codes of the funnel's stages as the extension property {@code stage} names them */
    Set<String> stages();

    /** @return codes of a dictionary's entries, empty when there is no such dictionary */
    Set<String> dictionary(String code);

    /** @return codes of the templates of letters and documents */
    Set<String> templates();
}
