package io.polisflow.process.models.gate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import javax.xml.validation.Validator;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** Looks at an XML file before anybody builds a model of it: harmless, whole, of the right language, and where its elements begin. */
final class XmlProbe {

    static final String DOCTYPE = "doctype";
    static final String BROKEN = "unreadable-file";
    static final String NAMESPACE = "foreign-namespace";
    static final String CAMUNDA_8 = "camunda-8";
    static final String SCHEMA = "schema-violation";

    private static final String ZEEBE = "http://camunda.org/schema/zeebe/1.0";

    /** What other engines read; ours still takes the first for its own, past everything that is examined here. */
    private static final Set<String> OTHER_ENGINES =
            Set.of("http://activiti.org/bpmn", "http://flowable.org/bpmn", "http://flowable.org/dmn");

    private static final String MODELER = "http://camunda.org/schema/modeler/1.0";
    private static final int MOST_VIOLATIONS = 20;

    private final String file;
    private final byte[] content;
    private final XmlLanguage language;
    private final Findings findings;
    private final Map<String, Integer> lines = new HashMap<>();

    private XmlProbe(String file, byte[] content, XmlLanguage language, Findings findings) {
        this.file = file;
        this.content = content;
        this.language = language;
        this.findings = findings;
    }

    /** @return where each element with an id begins; null when the file is not fit to be read, which the findings then say */
    static Map<String, Integer> look(ModelFile file, XmlLanguage language, Findings findings) {
        XmlProbe probe = new XmlProbe(file.path(), file.content(), language, findings);
        return probe.isFit() ? probe.lines : null;
    }

    private boolean isFit() {
        Seen seen = new Seen();
        try {
            XMLReader reader = reader(false);
            reader.setContentHandler(seen);
            reader.setErrorHandler(seen);
            reader.parse(source());
        } catch (TooDeep e) {
            return refused(
                    BROKEN,
                    e.line,
                    "Элементы вложены друг в друга глубже %d уровней".formatted(ModelLimits.DEPTH),
                    "Нарисуйте модель проще или вынесите части в вызываемые процессы.");
        } catch (SAXException | IOException e) {
            return unreadable(e);
        }
        return isOfLanguage(seen) & isKnown(seen) && keepsSchema(seen.root);
    }

    private boolean unreadable(Exception e) {
        int line = e instanceof SAXParseException at ? at.getLineNumber() : 0;
        if (hasDoctype()) {
            return refused(
                    DOCTYPE,
                    line,
                    "В файле есть описание типа документа (DOCTYPE), через которое читают чужие файлы и адреса",
                    "Уберите строку <!DOCTYPE …> и все объявления <!ENTITY …>: моделям они не нужны.");
        }
        return refused(
                BROKEN,
                line,
                content.length == 0
                        ? "Файл пуст"
                        : line > 0
                                ? "Это не XML или файл повреждён: чтение остановилось в строке " + line
                                : "Это не XML или файл повреждён",
                "Откройте модель в Camunda Modeler и сохраните её заново.");
    }

    private boolean hasDoctype() {
        return new String(content, StandardCharsets.UTF_8).contains("<!DOCTYPE")
                || new String(content, StandardCharsets.UTF_16).contains("<!DOCTYPE");
    }

    private boolean isOfLanguage(Seen seen) {
        Integer zeebe = seen.namespaces.get(ZEEBE);
        if (zeebe != null || seen.platform.equals("Camunda Cloud")) {
            return refused(
                    CAMUNDA_8,
                    zeebe == null ? 1 : zeebe,
                    "Модель нарисована для Camunda 8 (Zeebe), а здесь работает Camunda 7",
                    "Создайте в Camunda Modeler диаграмму «Camunda 7» и перенесите в неё элементы.");
        }
        if (language.speaks(seen.root) && seen.rootName.equals("definitions")) {
            return true;
        }
        return refused(
                NAMESPACE,
                seen.rootLine,
                "Это не %s: корень файла — %s из пространства имён «%s»"
                        .formatted(language.title(), seen.rootName, seen.root),
                "Сохраните модель в Camunda Modeler как диаграмму Camunda 7.");
    }

    private boolean isKnown(Seen seen) {
        boolean known = true;
        for (Map.Entry<String, Integer> used : seen.namespaces.entrySet()) {
            String namespace = used.getKey();
            if (language.knows(namespace) || namespace.equals(ZEEBE) || namespace.equals(seen.root)) {
                continue;
            }
            Place place = new Place(file, null, null, used.getValue());
            if (OTHER_ENGINES.contains(namespace)) {
                known = false;
                findings.error(
                        NAMESPACE,
                        place,
                        "В файле есть указания другому движку (пространство имён «%s»)".formatted(namespace),
                        "Замените их свойствами Camunda 7 (http://camunda.org/schema/1.0/…) и уберите это пространство имён.");
            } else {
                findings.warning(
                        NAMESPACE,
                        place,
                        "Пространство имён «%s» здесь никто не читает".formatted(namespace),
                        "Уберите его элементы и атрибуты: они ни на что не влияют.");
            }
        }
        return known;
    }

    private boolean keepsSchema(String namespace) {
        Map<Integer, SAXParseException> violations = new TreeMap<>();
        try {
            Validator validator = language.schema(namespace).newValidator();
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            validator.setErrorHandler(new Violations(violations));
            validator.validate(new SAXSource(reader(true), source()));
        } catch (SAXException | IOException e) {
            return unreadable(e);
        }
        violations.values().stream()
                .limit(MOST_VIOLATIONS)
                .forEach(violation -> refused(
                        SCHEMA,
                        line(violation),
                        SchemaWords.say(violation),
                        "Исправьте элемент в Camunda Modeler; правленный вручную XML приведите к схеме %s."
                                .formatted(language.title())));
        return violations.isEmpty();
    }

    /** What refers to nothing is noticed only at the end of the file. */
    private int line(SAXParseException violation) {
        String missing = SchemaWords.missing(violation);
        List<String> text = new String(content, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; missing != null && i < text.size(); i++) {
            if (text.get(i).contains('"' + missing + '"') || text.get(i).contains('>' + missing + '<')) {
                return i + 1;
            }
        }
        return violation.getLineNumber();
    }

    private boolean refused(String rule, int line, String problem, String remedy) {
        findings.error(rule, new Place(file, null, null, Math.max(line, 0)), problem, remedy);
        return false;
    }

    private InputSource source() {
        return new InputSource(new ByteArrayInputStream(content));
    }

    private static XMLReader reader(boolean forValidator) throws SAXException {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/namespace-prefixes", forValidator);
            return factory.newSAXParser().getXMLReader();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The platform's own XML parser lacks a feature", e);
        }
    }

    /** One violation a line: the value's own and that of the attribute that holds it are two to the validator. */
    private record Violations(Map<Integer, SAXParseException> byLine) implements ErrorHandler {

        @Override
        public void warning(SAXParseException violation) {
            // Warnings of the validator are about schemas, not about files.
        }

        @Override
        public void error(SAXParseException violation) {
            byLine.merge(
                    violation.getLineNumber(),
                    violation,
                    (first, next) -> SchemaWords.onlyAboutValue(first) ? next : first);
        }

        @Override
        public void fatalError(SAXParseException violation) throws SAXException {
            throw violation;
        }
    }

    private static final class TooDeep extends SAXException {

        private static final long serialVersionUID = 1L;

        private final int line;

        TooDeep(int line) {
            super("too deep");
            this.line = line;
        }
    }

    private final class Seen extends DefaultHandler {

        private final Map<String, Integer> namespaces = new TreeMap<>();
        private final List<String> text;
        private Locator locator;
        private String root;
        private String rootName = "";
        private String platform = "";
        private int rootLine;
        private int depth;

        Seen() {
            text = new ArrayList<>(
                    new String(content, StandardCharsets.UTF_8).lines().toList());
        }

        @Override
        public void setDocumentLocator(Locator locator) {
            this.locator = locator;
        }

        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
            int line = begins(qualified);
            if (++depth > ModelLimits.DEPTH) {
                throw new TooDeep(line);
            }
            if (root == null) {
                root = uri;
                rootName = name;
                rootLine = line;
                platform = String.valueOf(attributes.getValue(MODELER, "executionPlatform"));
            }
            namespaces.putIfAbsent(uri, line);
            for (int i = 0; i < attributes.getLength(); i++) {
                namespaces.putIfAbsent(attributes.getURI(i), line);
            }
            String id = attributes.getValue("id");
            if (id != null) {
                lines.putIfAbsent(id, line);
            }
        }

        /** The locator stands at the end of the start tag, which may be some lines below its beginning. */
        private int begins(String qualified) {
            int end = locator.getLineNumber();
            for (int line = Math.min(end, text.size()); line > 0 && line > end - 50; line--) {
                if (text.get(line - 1).contains("<" + qualified)) {
                    return line;
                }
            }
            return end;
        }

        @Override
        public void endElement(String uri, String name, String qualified) {
            depth--;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
