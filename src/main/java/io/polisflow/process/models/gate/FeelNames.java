package io.polisflow.process.models.gate;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.syntaxtree.Filter;
import org.camunda.feel.syntaxtree.Ref;

/** What a FEEL expression reads from outside, taken from the tree that the engine's own parser makes of it. */
final class FeelNames {

    private static final FeelEngine FEEL = new FeelEngine.Builder().build();

    /** What the language or a form's row gives. */
    private static final Set<String> GIVEN = Set.of("item", "partial", "this", "parent", "i", "?");

    private final Set<String> read = new LinkedHashSet<>();
    private final Set<String> bound = new LinkedHashSet<>();

    private FeelNames() {}

    /** @return nothing when the expression does not parse: that is another finding */
    static Set<String> of(String expression) {
        var parsed = FEEL.parseExpression(expression);
        if (!parsed.isRight()) {
            return Set.of();
        }
        FeelNames names = new FeelNames();
        names.collect(parsed.toOption().get());
        names.read.removeAll(names.bound);
        names.read.removeAll(GIVEN);
        return names.read;
    }

    private void collect(Object node) {
        if (node instanceof Ref reference) {
            read.add(reference.names().head());
        } else if (node instanceof Filter filter) {
            // Inside a filter a name may be a property of the rows.
            collect(filter.list());
        } else if (node instanceof Tuple2<?, ?> named) {
            bind(named._1());
            collect(named._2());
        } else if (node instanceof Iterable<?> all) {
            for (Iterator<?> each = all.iterator(); each.hasNext(); ) {
                Object next = each.next();
                bind(next);
                collect(next);
            }
        } else if (node instanceof Product product) {
            for (int i = 0; i < product.productArity(); i++) {
                collect(product.productElement(i));
            }
        }
    }

    /** Names of loops, parameters of functions and keys of contexts hide variables of the same name. */
    private void bind(Object name) {
        if (name instanceof String text) {
            bound.add(text);
        }
    }
}
