package io.polisflow.process.models.draft;

import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.Wordings;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.gate.WordingFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Lays a draft's files over what is in force. */
@Component
class DraftContents {

    private final ModelsInForce inForce;
    private final Wordings wordings;

    DraftContents(ModelsInForce inForce, Wordings wordings) {
        this.inForce = inForce;
        this.wordings = wordings;
    }

    /** @return path → file of everything that is in force: models, tables, forms and wordings */
    Map<String, ModelFile> inForce() {
        Map<String, ModelFile> files = new TreeMap<>(inForce.files());
        for (Template template : Template.values()) {
            files.put(WordingFile.path(template), WordingFile.of(template, wordings.current(template)));
        }
        return files;
    }

    /** @return path → file of everything as it would be with the draft in force */
    Map<String, ModelFile> whole(Collection<ModelFile> draft) {
        Map<String, ModelFile> files = inForce();
        draft.forEach(file -> files.put(file.path(), file));
        return files;
    }

    /**
     * What has to be put into force together so that the draft takes effect: what differs from what is in force, and, since a model finds its
     * forms in its own deployment only, each model whose form changes and every form of a model that is deployed.
     */
    List<ModelFile> deployed(Collection<ModelFile> draft) {
        Map<String, ModelFile> current = inForce();
        Map<String, ModelFile> changed = new TreeMap<>();
        draft.stream()
                .filter(file -> !isSame(file, current.get(file.path())))
                .forEach(file -> changed.put(file.path(), file));
        Map<String, ModelFile> whole = new TreeMap<>(current);
        whole.putAll(changed);
        Map<String, List<String>> formPaths = new LinkedHashMap<>();
        whole.values().stream().filter(file -> file.path().endsWith(".form")).forEach(form -> formPaths
                .computeIfAbsent(inForce.idOf(form.content()), id -> new ArrayList<>())
                .add(form.path()));
        Set<String> deployed = new HashSet<>(changed.keySet());
        for (ModelFile model : whole.values()) {
            if (model.path().endsWith(".bpmn")) {
                List<String> forms = ModelXml.formRefs(model.content()).stream()
                        .flatMap(id -> formPaths.getOrDefault(id, List.of()).stream())
                        .toList();
                if (changed.containsKey(model.path()) || forms.stream().anyMatch(changed::containsKey)) {
                    deployed.add(model.path());
                    deployed.addAll(forms);
                }
            }
        }
        return whole.values().stream()
                .filter(file -> deployed.contains(file.path()))
                .toList();
    }

    private static boolean isSame(ModelFile file, ModelFile other) {
        return other != null && Arrays.equals(file.content(), other.content());
    }
}
