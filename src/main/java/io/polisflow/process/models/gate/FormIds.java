package io.polisflow.process.models.gate;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.Process;

/** The ids that forms must have by where their files lie. */
final class FormIds {

    private static final String ENDING = ".form";

    private FormIds() {}

    /** @return which of them fit the path: one, or several where the folder that names the process is missing */
    static Set<String> demanded(ModelSet set, String path) {
        String[] parts = path.split("/");
        String stem = stem(path);
        Set<String> demanded = new TreeSet<>();
        if (parts.length > 1) {
            demanded.add(parts[parts.length - 2] + "-" + stem);
        } else {
            // Camunda Modeler sends no folders: the process may be any of those that are there.
            demanded.add(stem);
            set.models().values().stream()
                    .flatMap(model -> model.getModelElementsByType(Process.class).stream())
                    .forEach(process -> demanded.add(process.getId() + "-" + stem));
        }
        return demanded;
    }

    /** @return of the forms that were handed in and could not be read, which is told already */
    static Set<String> unread(ModelSet set) {
        return set.examined().stream()
                .filter(path -> path.endsWith(ENDING) && !set.forms().containsKey(path))
                .flatMap(path -> demanded(set, path).stream())
                .collect(Collectors.toSet());
    }

    static String stem(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replace(ENDING, "");
    }
}
