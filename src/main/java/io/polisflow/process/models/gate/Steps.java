package io.polisflow.process.models.gate;

import java.util.List;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What a step of a model says in its own extension elements. */
final class Steps {

    private Steps() {}

    /** @return Camunda's elements of that name which belong to the step itself and not to one inside it */
    static List<Element> extensions(Element step, String name) {
        return children(step, "extensionElements")
                .flatMap(extensions -> XmlElements.under(extensions).stream())
                .filter(element -> XmlElements.isCamunda(element) && name.equals(element.getLocalName()))
                .toList();
    }

    /** @return the value of an extension property; empty when there is none or Modeler left it blank */
    static String property(Element step, String name) {
        return extensions(step, "property").stream()
                .filter(property -> name.equals(property.getAttribute("name")))
                .map(property -> property.getAttribute("value").strip())
                .findFirst()
                .orElse("");
    }

    /** @return the value of Camunda's attribute, or of the property itself when the element is one of that name */
    static String value(Element element, String name) {
        boolean property = XmlElements.isCamunda(element)
                && "property".equals(element.getLocalName())
                && name.equals(element.getAttribute("name"));
        return property ? element.getAttribute("value").strip() : XmlElements.camunda(element, name);
    }

    static Stream<Element> children(Element parent, String name) {
        return Stream.iterate(parent.getFirstChild(), child -> child != null, Node::getNextSibling)
                .filter(child -> child instanceof Element && name.equals(child.getLocalName()))
                .map(Element.class::cast);
    }
}
