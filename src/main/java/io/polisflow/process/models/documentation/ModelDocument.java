package io.polisflow.process.models.documentation;

import java.util.List;

/**
 * A deployed version of a model in words.
 *
 * @param definition id of the version, good for its drawing and its figures
 * @param description what the model says of itself, or null
 * @param versions numbers and ids of all versions, the newest first
 * @param callers the steps of models in force that call this one
 * @param elements in the order of the flow, what lies within a sub-process behind it
 */
public record ModelDocument(
        String definition,
        String key,
        String name,
        int version,
        String description,
        List<Version> versions,
        List<Use> callers,
        List<Element> elements) {

    /** @return whether an instance that starts now would run on this version */
    public boolean inForce() {
        return versions.get(0).number() == version;
    }

    public record Version(String definition, int number) {}

    /** A step that calls a model or asks a table. */
    public record Use(String model, String modelName, String element, String label) {}

    /**
     * @param name its label, or null when it has none
     * @param type in Russian
     * @param within label of the sub-process that holds it, or null
     * @param description what the model itself says of it, or null
     * @param template what our element template says of such a step, or null
     * @param form what a person fills in, or null
     * @param groups ids of the groups whose task it is
     * @param deadlines of a person's task, in the order in which the table asks
     * @param facts what else it is bound to
     * @param exits the flows that lead out of it
     * @param decides whether only some of them are taken at a time
     */
    public record Element(
            String id,
            String name,
            String type,
            String within,
            String description,
            Template template,
            Form form,
            List<String> groups,
            List<Deadline> deadlines,
            List<Fact> facts,
            List<Exit> exits,
            boolean decides) {}

    public record Template(String name, String description) {}

    /** @param id under which models name it @param fields in its order, also those that only show */
    public record Form(String id, List<Field> fields) {}

    /**
     * @param label blank when the field has none
     * @param type in Russian
     * @param variable that holds the answer, blank when there is none
     * @param choices among which one chooses; empty when there are none or they come from the CRM
     */
    public record Field(
            String label, String type, String variable, boolean required, boolean readOnly, List<String> choices) {}

    /**
     * @param when what else must be so, as the table writes it; blank when nothing
     * @param takeHours working hours until somebody takes it, as the table writes them; blank when it sets no such term
     * @param workingHours as the table writes it
     * @param warning share of the time after which somebody is reminded, as the table writes it
     */
    public record Deadline(String when, String takeHours, String workingHours, String warning) {}

    /**
     * @param name what is told
     * @param text in words, or null
     * @param code as the model writes it, or null
     * @param model key of the model or table that the text names, or null
     */
    public record Fact(String name, String text, String code, String model) {}

    /**
     * @param flow its id
     * @param name its label, or null
     * @param targetName label of the element that it leads to, or its type when it has none
     * @param condition as the model writes it, or null
     * @param otherwise whether it is taken when no other is
     */
    public record Exit(
            String flow, String name, String target, String targetName, String condition, boolean otherwise) {}
}
