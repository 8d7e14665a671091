package io.polisflow.process.models.edit;

import io.polisflow.process.models.draft.ModelXml;
import io.polisflow.process.models.edit.TableSheet.Column;
import io.polisflow.process.models.edit.TableSheet.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Brings the rules of a table into line with what was typed. */
final class RuleRows {

    private final Element table;
    private final List<Column> columns;

    RuleRows(Element table, List<Column> columns) {
        this.table = table;
        this.columns = columns;
    }

    void replace(List<Row> typed) {
        List<Element> rules = ModelXml.children(table, "rule");
        Map<String, Element> known = new HashMap<>();
        Map<Element, Integer> places = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            known.put(RuleText.name(rules.get(i), i), rules.get(i));
            places.put(rules.get(i), i);
        }
        Node lead = lead(rules);
        Node anchor = anchor(rules);
        Map<Element, Node> leads = new HashMap<>();
        rules.forEach(rule -> leads.put(rule, detached(rule)));
        Set<Element> placed = new HashSet<>();
        for (Row row : typed) {
            Element there = known.get(row.id());
            Element rule = there != null && placed.add(there) ? there : made();
            new RuleText(rule, columns).write(row, places.getOrDefault(rule, -1));
            if (rule != there) {
                spread(rule, lead);
            }
            Node blanks = rule == there ? leads.get(rule) : copy(lead);
            if (blanks != null) {
                table.insertBefore(blanks, anchor);
            }
            table.insertBefore(rule, anchor);
        }
    }

    /** The blanks before a rule, from which a new one takes its own. */
    private Node lead(List<Element> rules) {
        Node before = rules.isEmpty() ? table.getFirstChild() : rules.get(0).getPreviousSibling();
        return before != null && RuleText.isBlank(before) ? before.cloneNode(true) : null;
    }

    /** What stands behind the rules. */
    private Node anchor(List<Element> rules) {
        if (!rules.isEmpty()) {
            return rules.get(rules.size() - 1).getNextSibling();
        }
        Node last = table.getLastChild();
        return last != null && RuleText.isBlank(last) ? last : null;
    }

    /** @return the blanks that stood before it, or null */
    private Node detached(Element rule) {
        Node blanks = rule.getPreviousSibling();
        boolean spaced = blanks != null && RuleText.isBlank(blanks);
        RuleText.takeOut(rule);
        return spaced ? blanks : null;
    }

    private Element made() {
        Element rule = RuleText.make(table, "rule");
        rule.setAttribute("id", RuleText.fresh("DecisionRule_"));
        return rule;
    }

    /** Gives each cell of a new rule a line of its own. */
    private static void spread(Element rule, Node lead) {
        if (lead == null) {
            return;
        }
        for (Element child : ModelXml.children(rule)) {
            rule.insertBefore(rule.getOwnerDocument().createTextNode(lead.getTextContent() + "  "), child);
        }
        rule.appendChild(copy(lead));
    }

    private static Node copy(Node node) {
        return node == null ? null : node.cloneNode(true);
    }
}
