package io.polisflow.process.models.gate;

import camundajar.impl.scala.collection.Iterator;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import org.camunda.feel.syntaxtree.AtLeastOne;
import org.camunda.feel.syntaxtree.ClosedConstRangeBoundary;
import org.camunda.feel.syntaxtree.Comparison;
import org.camunda.feel.syntaxtree.Conjunction;
import org.camunda.feel.syntaxtree.ConstBool;
import org.camunda.feel.syntaxtree.ConstInputValue$;
import org.camunda.feel.syntaxtree.ConstRange;
import org.camunda.feel.syntaxtree.ConstRangeBoundary;
import org.camunda.feel.syntaxtree.Disjunction;
import org.camunda.feel.syntaxtree.Equal;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.GreaterOrEqual;
import org.camunda.feel.syntaxtree.GreaterThan;
import org.camunda.feel.syntaxtree.In;
import org.camunda.feel.syntaxtree.InputEqualTo;
import org.camunda.feel.syntaxtree.InputGreaterOrEqual;
import org.camunda.feel.syntaxtree.InputGreaterThan;
import org.camunda.feel.syntaxtree.InputInRange;
import org.camunda.feel.syntaxtree.InputLessOrEqual;
import org.camunda.feel.syntaxtree.InputLessThan;
import org.camunda.feel.syntaxtree.LessOrEqual;
import org.camunda.feel.syntaxtree.LessThan;
import org.camunda.feel.syntaxtree.Not;
import org.camunda.feel.syntaxtree.UnaryTestExpression;

/** The cell of an input column as a condition on the column's value alone, judged with FEEL's three truth values. */
final class UnaryTest {

    private static final Condition ANYTHING = value -> true;
    /** Stands for what cannot be analysed, where null may not stand. */
    private static final Condition OPAQUE = value -> null;

    private final Feel feel;
    private final Set<Object> constants = new LinkedHashSet<>();
    private final Condition condition;

    /** @param text an empty one admits everything, as in the engine */
    UnaryTest(String text) {
        if (text.isBlank()) {
            feel = null;
            condition = ANYTHING;
        } else {
            feel = Feel.test(text.strip());
            condition = feel.parses() ? read(feel.tree()) : null;
        }
    }

    private interface Condition {

        /** @return null when FEEL cannot compare the two */
        Boolean admits(Object value);
    }

    boolean isEmpty() {
        return feel == null;
    }

    /** @return what was parsed; null when the cell is empty */
    Feel feel() {
        return feel;
    }

    /** @return false when only an evaluation could tell: it calls functions, reads variables or does not parse */
    boolean isAnalysable() {
        return condition != null;
    }

    /** @return whether the row may apply to the value; asked of analysable cells only */
    boolean admits(Object value) {
        return Boolean.TRUE.equals(condition.admits(value));
    }

    /** @return the values that it tells apart from their neighbours; null among them when it speaks of null */
    Set<Object> constants() {
        return constants;
    }

    /** @return null for what cannot be analysed */
    private Condition read(Exp test) {
        if (test instanceof ConstBool bool) {
            return value -> bool.value();
        } else if (test instanceof AtLeastOne any) {
            return any(any);
        } else if (test instanceof Not not) {
            return not(read(not.x()));
        } else if (test instanceof InputEqualTo equal) {
            return equal(equal.x());
        } else if (test instanceof InputLessThan less) {
            return compared(less.x(), order -> order < 0);
        } else if (test instanceof InputLessOrEqual less) {
            return compared(less.x(), order -> order <= 0);
        } else if (test instanceof InputGreaterThan greater) {
            return compared(greater.x(), order -> order > 0);
        } else if (test instanceof InputGreaterOrEqual greater) {
            return compared(greater.x(), order -> order >= 0);
        } else if (test instanceof InputInRange in) {
            return range(in.range());
        } else if (test instanceof UnaryTestExpression expression) {
            return Feel.isConstant(expression.exp()) ? constant(expression.exp()) : ofInput(expression.exp());
        }
        return null;
    }

    /** A truth value that stands alone is the answer, anything else is what the column's value must be. */
    private Condition constant(Exp exp) {
        return Feel.valueOf(exp) instanceof Boolean answer ? value -> answer : equal(exp);
    }

    /** Reads a condition that names the column's value as «?». */
    private Condition ofInput(Exp exp) {
        if (exp instanceof Conjunction both) {
            // a and b = not (not a or not b), also when one of them is null
            return not(any(List.of(orOpaque(not(ofInput(both.x()))), orOpaque(not(ofInput(both.y()))))));
        } else if (exp instanceof Disjunction either) {
            return any(List.of(orOpaque(ofInput(either.x())), orOpaque(ofInput(either.y()))));
        } else if (exp instanceof In in && in.x() == ConstInputValue$.MODULE$) {
            return read(in.test());
        } else if (exp instanceof Comparison comparison && comparison.x() == ConstInputValue$.MODULE$) {
            Exp other = comparison.y();
            if (comparison instanceof Equal) {
                return equal(other);
            } else if (comparison instanceof LessThan) {
                return compared(other, order -> order < 0);
            } else if (comparison instanceof LessOrEqual) {
                return compared(other, order -> order <= 0);
            } else if (comparison instanceof GreaterThan) {
                return compared(other, order -> order > 0);
            } else if (comparison instanceof GreaterOrEqual) {
                return compared(other, order -> order >= 0);
            }
        }
        return null;
    }

    private Condition any(AtLeastOne tests) {
        List<Condition> conditions = new ArrayList<>();
        for (Iterator<Exp> each = tests.xs().iterator(); each.hasNext(); ) {
            conditions.add(orOpaque(read(each.next())));
        }
        return any(conditions);
    }

    private static Condition any(List<Condition> conditions) {
        return conditions.contains(OPAQUE)
                ? null
                : value -> {
                    Boolean result = false;
                    for (Condition each : conditions) {
                        Boolean admits = each.admits(value);
                        if (Boolean.TRUE.equals(admits)) {
                            return true;
                        }
                        result = admits == null ? null : result;
                    }
                    return result;
                };
    }

    private static Condition orOpaque(Condition condition) {
        return condition == null ? OPAQUE : condition;
    }

    private static Condition not(Condition condition) {
        return condition == null
                ? null
                : value -> {
                    Boolean admits = condition.admits(value);
                    return admits == null ? null : !admits;
                };
    }

    private Condition equal(Exp exp) {
        if (!Feel.isConstant(exp)) {
            return null;
        }
        Object constant = Feel.valueOf(exp);
        if (constant != null && !isPlain(constant)) {
            return null;
        }
        constants.add(constant);
        return value -> value == null || constant == null || value.getClass() == constant.getClass()
                ? (Boolean) Objects.equals(value, constant)
                : null;
    }

    private Condition compared(Exp exp, IntPredicate order) {
        Object constant = Feel.isConstant(exp) ? Feel.valueOf(exp) : null;
        if (constant == null || !isPlain(constant) || constant instanceof String || constant instanceof Boolean) {
            return null;
        }
        constants.add(constant);
        return value -> value == null || value.getClass() != constant.getClass()
                ? null
                : (Boolean) order.test(compare(value, constant));
    }

    private Condition range(ConstRange range) {
        Condition above = boundary(range.start(), order -> order > 0, order -> order >= 0);
        Condition below = boundary(range.end(), order -> order < 0, order -> order <= 0);
        return not(any(List.of(orOpaque(not(above)), orOpaque(not(below)))));
    }

    private Condition boundary(ConstRangeBoundary boundary, IntPredicate open, IntPredicate closed) {
        return compared(boundary.value(), boundary instanceof ClosedConstRangeBoundary ? closed : open);
    }

    private static boolean isPlain(Object constant) {
        return constant instanceof String
                || constant instanceof Boolean
                || constant instanceof BigDecimal
                || constant instanceof LocalDate
                || constant instanceof LocalDateTime;
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }
}
