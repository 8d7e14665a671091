package io.polisflow.crm.template;

import io.polisflow.crm.RefusedException;
import java.io.Serial;

/** A wording that cannot be filled in, with the line at fault. */
public class TextSlip extends RefusedException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String problem;

    TextSlip(String field, int line, String problem) {
        super(field, "Строка " + line + ": " + problem);
        this.line = line;
        this.problem = problem;
    }

    /** @return counted from 1 in the text of the field */
    public int line() {
        return line;
    }

    /** @return what is wrong, without the line */
    public String problem() {
        return problem;
    }
}
