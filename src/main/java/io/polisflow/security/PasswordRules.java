package io.polisflow.security;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyLengthRuleImpl;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyUserDataRuleImpl;
import org.springframework.stereotype.Component;

/** What a new password must be, wherever it is set: long, not the person's own data, and not what everybody tries first. */
@Component
class PasswordRules implements PasswordPolicy {

    static final String COMMON = "PASSWORD_POLICY_COMMON";

    /** Guesses grow with the square of the length; what is this long is judged by its beginning. */
    private static final int JUDGED = 64;

    private static final String RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю";
    private static final String LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";

    private final List<PasswordPolicyRule> rules;

    PasswordRules(SignOnProperties properties) {
        this.rules = List.of(
                new PasswordPolicyLengthRuleImpl(properties.password().length()),
                new PasswordPolicyUserDataRuleImpl(),
                new NotCommon(properties.password().strength()));
    }

    @Override
    public List<PasswordPolicyRule> getRules() {
        return rules;
    }

    /** @return from 0, guessed at once, to 4 @param known what a guesser knows of the person */
    static int strength(String password, List<String> known) {
        String judged = password.substring(0, Math.min(JUDGED, password.length()));
        Zxcvbn meter = new Zxcvbn();
        List<String> inputs =
                Stream.concat(known.stream(), Stream.of("polisflow", "полис")).toList();
        // «пароль» and «gfhjkm» are the same keys.
        return Math.min(
                meter.measure(judged, inputs).getScore(),
                meter.measure(typedInLatin(judged), inputs).getScore());
    }

    private static String typedInLatin(String password) {
        StringBuilder typed = new StringBuilder();
        for (char each : password.toLowerCase(java.util.Locale.ROOT).toCharArray()) {
            int key = RUSSIAN.indexOf(each);
            typed.append(key < 0 ? each : LATIN.charAt(key));
        }
        return typed.toString();
    }

    private record NotCommon(int strength) implements PasswordPolicyRule {

        @Override
        public String getPlaceholder() {
            return COMMON;
        }

        @Override
        public Map<String, String> getParameters() {
            return Map.of();
        }

        @Override
        public boolean execute(String password) {
            return PasswordRules.strength(password, List.of()) >= strength;
        }

        @Override
        public boolean execute(String password, User user) {
            List<String> known = user == null
                    ? List.of()
                    : Stream.of(user.getId(), user.getFirstName(), user.getLastName(), user.getEmail())
                            .filter(each -> each != null && !each.isBlank())
                            .toList();
            return PasswordRules.strength(password, known) >= strength;
        }
    }
}
