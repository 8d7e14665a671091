package io.polisflow.web.models;

import io.polisflow.crm.template.Template;
import io.polisflow.process.models.draft.ModelXml;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.gate.WordingFile;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Calls files by the names that people gave the models in them. */
@Component
class FileTitles {

    /** What is in force is the same array for as long as it is in force, and is read once. */
    private final Map<byte[], String> known = Collections.synchronizedMap(new WeakHashMap<>());

    /** @return the model's or table's name; of a form its path */
    String of(ModelFile file) {
        return known.computeIfAbsent(file.content(), content -> read(file));
    }

    private static String read(ModelFile file) {
        if (WordingFile.is(file.path())) {
            return WordingFile.template(file.path()).map(Template::label).orElse(file.name());
        }
        if (file.path().endsWith(".form")) {
            return file.path().substring(file.path().indexOf('/') + 1);
        }
        try {
            String named = file.path().endsWith(".dmn") ? "decision" : "process";
            return ModelXml.children(ModelXml.parse(file.content()).getDocumentElement(), named).stream()
                    .map(FileTitles::name)
                    .filter(name -> !name.isBlank())
                    .findFirst()
                    .orElse(file.name());
        } catch (SAXException e) {
            return file.name();
        }
    }

    private static String name(Element element) {
        return element.getAttribute("name");
    }
}
