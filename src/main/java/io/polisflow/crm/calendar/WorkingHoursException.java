package io.polisflow.crm.calendar;

import java.io.Serial;

/** Working hours or a zone of the configuration by which nothing can be counted: the start is refused. */
public class WorkingHoursException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    /**
     * @param problem Russian, names the property
     * @param remedy Russian sentence
     */
    WorkingHoursException(String problem, String remedy) {
        super(problem + ". " + remedy);
        this.problem = problem;
        this.remedy = remedy;
    }

    public String problem() {
        return problem;
    }

    public String remedy() {
        return remedy;
    }
}
