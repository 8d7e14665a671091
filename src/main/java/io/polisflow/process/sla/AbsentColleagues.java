package io.polisflow.process.sla;

import io.polisflow.crm.leave.Substitutions;
import io.polisflow.process.engine.ForExpressions;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Tells Tasklist's filter whose work the signed-on person does today. */
@Component("absentColleagues")
@ForExpressions
public class AbsentColleagues {

    /** A list that asks for nobody's tasks would be refused; this is nobody. */
    private static final String[] NOBODY = {""};

    private final Substitutions substitutions;
    private final IdentityService identity;

    AbsentColleagues(@Lazy Substitutions substitutions, @Lazy IdentityService identity) {
        this.substitutions = substitutions;
        this.identity = identity;
    }

    /** @return logins; an empty one when the person stands in for nobody */
    public String[] logins() {
        Authentication user = identity.getCurrentAuthentication();
        String[] absent = user == null
                ? NOBODY
                : substitutions.stoodInFor(user.getUserId()).toArray(String[]::new);
        return absent.length == 0 ? NOBODY : absent;
    }
}
