package io.polisflow.process.models.draft;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads models as plain XML, whatever they hold: no entities, no addresses, nothing outside the file. */
public final class ModelXml {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/";

    private ModelXml() {}

    /** @throws SAXParseException with the line, when it is no well-formed XML or names a document type */
    public static Document parse(byte[] xml) throws SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the elements right below it, in the order of the file */
    public static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** @return those of that local name */
    public static List<Element> children(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getLocalName().equals(name))
                .toList();
    }

    /** @return the text of the child of that name, blank when there is none */
    public static String textOf(Element parent, String name) {
        return children(parent, name).stream()
                .findFirst()
                .map(child -> child.getTextContent().strip())
                .orElse("");
    }

    /** Goes through the element and all below it, in the order of the file. */
    static void each(Element element, Consumer<Element> visitor) {
        visitor.accept(element);
        children(element).forEach(child -> each(child, visitor));
    }

    static List<Attr> attributes(Element element) {
        NamedNodeMap map = element.getAttributes();
        List<Attr> attributes = new ArrayList<>();
        for (int i = 0; i < map.getLength(); i++) {
            Attr attribute = (Attr) map.item(i);
            if (!"http://www.w3.org/2000/xmlns/".equals(attribute.getNamespaceURI())) {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    /** @return the local name, preceded by {@code camunda:} for the engine's own, whatever prefix the file uses */
    static String name(Node node) {
        String namespace = node.getNamespaceURI();
        return (namespace != null && namespace.startsWith(CAMUNDA) ? "camunda:" : "") + node.getLocalName();
    }

    /** @return the file as it is written, its blanks and comments kept */
    public static byte[] write(Document document) {
        try {
            TransformerFactory factory = TransformerFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            // The transformer would leave no line end behind the declaration.
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            text.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            transformer.transform(new DOMSource(document), new StreamResult(text));
            text.write("\n");
            return text.toString().getBytes(StandardCharsets.UTF_8);
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return ids of the forms that a model shows; empty when it cannot be read */
    static Set<String> formRefs(byte[] model) {
        Set<String> refs = new LinkedHashSet<>();
        try {
            each(parse(model).getDocumentElement(), element -> attributes(element).stream()
                    .filter(attribute -> name(attribute).equals("camunda:formRef"))
                    .forEach(attribute -> refs.add(attribute.getValue())));
        } catch (SAXException e) {
            // An examination tells what is wrong with it.
        }
        return refs;
    }

    /** Says nothing to the log: what is wrong with a file is for whoever brings it. */
    private static final class Silent implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {
            // Not worth a refusal.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
