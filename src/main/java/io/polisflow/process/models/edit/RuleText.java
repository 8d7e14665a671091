package io.polisflow.process.models.edit;

import io.polisflow.process.models.draft.ModelXml;
import io.polisflow.process.models.edit.TableSheet.Column;
import io.polisflow.process.models.edit.TableSheet.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** One rule of a table: its cells are read and written, whatever else it holds stays. */
final class RuleText {

    private final Element rule;
    private final List<Column> columns;

    RuleText(Element rule, List<Column> columns) {
        this.rule = rule;
        this.columns = columns;
    }

    /** @param place of the rule, which names it when it has no id */
    Row row(int place) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Element entry = entry(i);
            cells.add(entry == null ? "" : ModelXml.textOf(entry, "text"));
        }
        return new Row(name(rule, place), cells, ModelXml.textOf(rule, "description"));
    }

    static String name(Element rule, int place) {
        String id = rule.getAttribute("id");
        return id.isEmpty() ? "#" + place : id;
    }

    /** @return null when the rule is too short */
    private Element entry(int column) {
        int inputs = (int) columns.stream().filter(Column::input).count();
        boolean input = column < inputs;
        List<Element> entries = ModelXml.children(rule, input ? "inputEntry" : "outputEntry");
        int place = input ? column : column - inputs;
        return place < entries.size() ? entries.get(place) : null;
    }

    /** Writes what differs. */
    void write(Row typed, int place) {
        Row now = row(place);
        for (int i = 0; i < columns.size(); i++) {
            String cell = typed.cells().get(i);
            if (!cell.equals(now.cells().get(i)) || entry(i) == null) {
                Element entry = entry(i);
                setText(entry == null ? added(i) : entry, cell);
            }
        }
        if (!typed.note().equals(now.note())) {
            note(typed.note());
        }
    }

    private Element added(int column) {
        String kind = columns.get(column).input() ? "inputEntry" : "outputEntry";
        Element entry = make(rule, kind);
        entry.setAttribute("id", fresh(columns.get(column).input() ? "UnaryTests_" : "LiteralExpression_"));
        List<Element> outputs = ModelXml.children(rule, "outputEntry");
        Node before = columns.get(column).input() && !outputs.isEmpty() ? outputs.get(0) : null;
        insert(entry, before);
        return entry;
    }

    private static void setText(Element entry, String text) {
        Element written = ModelXml.children(entry, "text").stream().findFirst().orElseGet(() ->
                (Element) entry.appendChild(make(entry, "text")));
        written.setTextContent(text);
    }

    private void note(String text) {
        List<Element> notes = ModelXml.children(rule, "description");
        if (text.isEmpty()) {
            notes.forEach(RuleText::takeOut);
        } else if (notes.isEmpty()) {
            Element description = make(rule, "description");
            description.setTextContent(text);
            insert(
                    description,
                    ModelXml.children(rule).stream()
                            .filter(child -> child.getLocalName().endsWith("Entry"))
                            .findFirst()
                            .orElse(null));
        } else {
            notes.get(0).setTextContent(text);
        }
    }

    /** On a line of its own, when its neighbours have theirs. */
    private void insert(Element child, Node before) {
        Node indent = rule.getFirstChild();
        boolean lines = indent != null && isBlank(indent);
        if (before == null) {
            Node end = rule.getLastChild() != null && isBlank(rule.getLastChild()) ? rule.getLastChild() : null;
            if (lines && end != indent) {
                rule.insertBefore(indent.cloneNode(true), end);
            }
            rule.insertBefore(child, end);
        } else {
            rule.insertBefore(child, before);
            if (lines) {
                rule.insertBefore(indent.cloneNode(true), before);
            }
        }
    }

    /** Takes it out with the blanks before it. */
    static void takeOut(Element child) {
        Node blanks = child.getPreviousSibling();
        if (blanks != null && isBlank(blanks)) {
            blanks.getParentNode().removeChild(blanks);
        }
        child.getParentNode().removeChild(child);
    }

    static boolean isBlank(Node node) {
        return node.getNodeType() == Node.TEXT_NODE && node.getTextContent().isBlank();
    }

    /** @return an element of the same language as the other, not yet in its place */
    static Element make(Element like, String name) {
        String prefix = like.getPrefix();
        return like.getOwnerDocument()
                .createElementNS(like.getNamespaceURI(), prefix == null ? name : prefix + ":" + name);
    }

    static String fresh(String kind) {
        return kind + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }
}
