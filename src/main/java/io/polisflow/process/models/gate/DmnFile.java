package io.polisflow.process.models.gate;

import java.util.List;
import java.util.function.Consumer;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.w3c.dom.Element;

/** One examined file of decisions as the XML that it is. */
record DmnFile(String path, List<Element> elements) {

    /** Hands over every file of decisions that findings may speak of. */
    static void each(ModelSet set, Consumer<DmnFile> rule) {
        set.decisions().forEach((path, model) -> {
            if (set.examined().contains(path)) {
                rule.accept(of(path, model));
            }
        });
    }

    private static DmnFile of(String path, DmnModelInstance model) {
        return new DmnFile(path, XmlElements.of(model));
    }

    /** @return the place of the nearest element with an id; the examiner knows the line */
    Place place(Element element) {
        Element known = XmlElements.known(element);
        if (known == null) {
            return Place.of(path);
        }
        String label = known.getAttribute(known.hasAttribute("label") ? "label" : "name");
        return new Place(path, known.getAttribute("id"), label.isBlank() ? null : label, 0);
    }
}
