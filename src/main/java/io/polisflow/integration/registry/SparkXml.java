package io.polisflow.integration.registry;

import static io.polisflow.integration.registry.RegistryCalls.SYSTEM;

import io.polisflow.crm.UnavailableException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads XML of strangers: a document type is refused, because it could name our files or grow without end. */
final class SparkXml {

    private SparkXml() {}

    /**
     * @param what names the text in the fault
     * @throws UnavailableException when the text is no well-formed XML or has a document type
     */
    static Document parse(String text, String what) {
        try {
            // Characters, not bytes: an encoding that the text claims for itself is of no matter any more.
            return builder().parse(new InputSource(new StringReader(text)));
        } catch (SAXException | IOException e) {
            // The parser's message would quote what came, which holds the client's data.
            throw new UnavailableException(SYSTEM, "broken XML in the answer to " + what, null);
        }
    }

    static Document empty() {
        return builder().newDocument();
    }

    static String write(Document document) {
        try {
            TransformerFactory factory = TransformerFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            StringWriter text = new StringWriter();
            factory.newTransformer().transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("a message that cannot be written as XML", e);
        }
    }

    /** @return the stripped text of the first such element anywhere below, or null when there is none or it is empty */
    static String text(Element above, String namespace, String name) {
        Node found = above.getElementsByTagNameNS(namespace, name).item(0);
        return found == null ? null : stripped(found.getTextContent());
    }

    /** @return the child elements of that name, whatever their namespace */
    static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                children.add(element);
            }
        }
        return children;
    }

    /** @return the first child element of that name, or null */
    static Element child(Element parent, String name) {
        return children(parent, name).stream().findFirst().orElse(null);
    }

    /** @return the stripped text of the first child of that name, or null when there is none or it is empty */
    static String value(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? null : stripped(child.getTextContent());
    }

    /** @return the stripped attribute, or null when there is none or it is empty */
    static String attribute(Element element, String name) {
        return element == null ? null : stripped(element.getAttribute(name));
    }

    private static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no XML parser that can refuse document types", e);
        }
    }

    /** Without it the parser prints what it read to the error output. */
    private static final class Silent implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {
            // Nothing that would change what was read.
        }

        @Override
        public void error(SAXParseException e) throws SAXParseException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXParseException {
            throw e;
        }
    }
}
