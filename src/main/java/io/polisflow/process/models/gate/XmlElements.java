package io.polisflow.process.models.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.camunda.bpm.model.xml.ModelInstance;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads a model as the XML that it is, for what may stand at any element. */
final class XmlElements {

    static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    /** The engine reads its own attributes in this namespace of its predecessor as well. */
    private static final String ACTIVITI = "http://activiti.org/bpmn";

    /** Parts of a step that have ids of their own, which nobody sees on a diagram. */
    private static final Pattern INNER =
            Pattern.compile(".*(EventDefinition|Expression|LoopCharacteristics)|time[A-Z].*");

    private XmlElements() {}

    static List<Element> of(ModelInstance model) {
        return under(model.getDocument().getDomSource().getNode());
    }

    /** @return the node itself, when it is an element, and all elements below it, in the order of the file */
    static List<Element> under(Node node) {
        return under(node, element -> true);
    }

    /** @param entered whether to go on with an element; one that is not entered is not in the list either */
    static List<Element> under(Node node, Predicate<Element> entered) {
        List<Element> all = new ArrayList<>();
        collect(node, entered, all);
        return all;
    }

    private static void collect(Node node, Predicate<Element> entered, List<Element> all) {
        if (node instanceof Element element) {
            if (!entered.test(element)) {
                return;
            }
            all.add(element);
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            collect(child, entered, all);
        }
    }

    /** @return the nearest element that people know by its id: a step, a flow, a table's cell or the process itself; null when there is none */
    static Element known(Element element) {
        for (Node node = element; node instanceof Element candidate; node = node.getParentNode()) {
            if (candidate.hasAttribute("id")
                    && !isCamunda(candidate)
                    && !INNER.matcher(candidate.getLocalName()).matches()) {
                return candidate;
            }
        }
        return null;
    }

    /** @return the value of an attribute in Camunda's namespace, on Camunda's own elements also without it; empty when missing */
    static String camunda(Element element, String name) {
        String value = element.getAttributeNS(CAMUNDA, name);
        value = value.isEmpty() ? element.getAttributeNS(ACTIVITI, name) : value;
        return value.isEmpty() && isCamunda(element) ? element.getAttribute(name) : value;
    }

    static boolean isCamunda(Element element) {
        return CAMUNDA.equals(element.getNamespaceURI()) || ACTIVITI.equals(element.getNamespaceURI());
    }

    /** @return the values of all attributes and the element's own text */
    static List<String> texts(Element element) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            texts.add(((Attr) element.getAttributes().item(i)).getValue());
        }
        String own = ownText(element);
        if (!own.isBlank()) {
            texts.add(own);
        }
        return texts;
    }

    private static String ownText(Element element) {
        StringBuilder text = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            }
        }
        return text.toString();
    }
}
