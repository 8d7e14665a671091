package io.polisflow.crm.access;

import jakarta.persistence.Query;
import java.util.Map;

/**
 * A condition of a query, in brackets, with a value for each parameter that it names.
 *
 * @param parameters their names begin with {@code sight}, and equal names have equal values
 */
public record SightCondition(String text, Map<String, Object> parameters) {

    public <Q extends Query> Q bind(Q query) {
        parameters.forEach(query::setParameter);
        return query;
    }

    /** @return to be added to a condition that is there already */
    public String and() {
        return " and " + text;
    }
}
