package io.polisflow.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the simulated Policy Admin System keeps: every order once under its key, and the policy that came of it. */
@Component
@Profile("sandbox & !production")
class PolicyLedger {

    private static final BigInteger NUMBERS = BigInteger.TEN.pow(10);
    private static final String REFUSAL = "Полис не выпущен: объект на проверке у службы безопасности.";

    private static final String SYSTEM = "policy";
    private static final String MANNER = "policy-issuing";

    private final Clock clock;
    private final SandboxState state;
    private final Map<String, Policy> byKey = new LinkedHashMap<>();
    private Issuing issuing = new Issuing(Mode.AT_ONCE, REFUSAL);

    PolicyLedger(Clock clock, SandboxState state) {
        this.clock = clock;
        this.state = state;
        state.kept(SYSTEM, Policy.class).stream()
                .sorted(Comparator.comparing(Policy::orderedAt))
                .forEach(policy -> byKey.put(policy.idempotencyKey(), policy));
        state.kept(MANNER, Issuing.class).stream()
                .filter(kept -> kept.mode() != null)
                .findFirst()
                .ifPresent(kept -> issuing = kept);
    }

    private void keep(Policy policy) {
        byKey.put(policy.idempotencyKey(), policy);
        state.keep(SYSTEM, policy.reference(), policy);
    }

    /** How orders are treated. */
    enum Mode {
        @JsonProperty("at-once")
        AT_ONCE,
        @JsonProperty("later")
        LATER,
        @JsonProperty("refuse")
        REFUSE
    }

    /** @param reason the Russian sentence with which orders are refused */
    record Issuing(Mode mode, String reason) {}

    enum State {
        @JsonProperty("accepted")
        ACCEPTED,
        @JsonProperty("issued")
        ISSUED,
        @JsonProperty("refused")
        REFUSED,
        @JsonProperty("cancelled")
        CANCELLED
    }

    record Policyholder(String inn, String name) {}

    record Order(
            String contractNumber,
            Integer line,
            Policyholder policyholder,
            String productCode,
            String object,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal premium,
            LocalDate startsOn,
            LocalDate endsOn,
            Map<String, String> parameters) {}

    /** @param attempts how often an order came with this key; all but the first changed nothing */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Policy(
            String reference,
            String idempotencyKey,
            State state,
            String contractNumber,
            int line,
            String policyNumber,
            LocalDate startsOn,
            LocalDate endsOn,
            String refusalReason,
            Policyholder policyholder,
            String productCode,
            String object,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal premium,
            Instant orderedAt,
            int attempts) {

        Policy in(State next, String number, String reason) {
            return new Policy(
                    reference,
                    idempotencyKey,
                    next,
                    contractNumber,
                    line,
                    number,
                    startsOn,
                    endsOn,
                    reason,
                    policyholder,
                    productCode,
                    object,
                    sumInsured,
                    deductible,
                    premium,
                    orderedAt,
                    attempts);
        }

        Policy on(LocalDate start, LocalDate end, int times) {
            return new Policy(
                    reference,
                    idempotencyKey,
                    state,
                    contractNumber,
                    line,
                    policyNumber,
                    start,
                    end,
                    refusalReason,
                    policyholder,
                    productCode,
                    object,
                    sumInsured,
                    deductible,
                    premium,
                    orderedAt,
                    times);
        }
    }

    /** @param repeated whether the key had been used before; then nothing was done */
    record Placed(Policy policy, boolean repeated) {}

    synchronized Placed place(String key, Order order) {
        Policy before = byKey.get(key);
        if (before != null) {
            Policy counted = before.on(before.startsOn(), before.endsOn(), before.attempts() + 1);
            keep(counted);
            return new Placed(counted, true);
        }
        Policy accepted = new Policy(
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString(),
                key,
                State.ACCEPTED,
                order.contractNumber(),
                order.line(),
                null,
                order.startsOn(),
                order.endsOn(),
                null,
                order.policyholder(),
                order.productCode(),
                order.object(),
                order.sumInsured(),
                order.deductible(),
                order.premium(),
                clock.instant(),
                1);
        Policy policy =
                switch (issuing.mode()) {
                    case AT_ONCE -> accepted.in(State.ISSUED, numberFor(key), null);
                    case LATER -> accepted;
                    case REFUSE -> accepted.in(State.REFUSED, null, issuing.reason());
                };
        keep(policy);
        return new Placed(policy, false);
    }

    /** Derived from the key, so that the order meets the same number also after a restart of the sandbox. */
    private String numberFor(String key) {
        BigInteger hash = new BigInteger(
                1,
                UUID.nameUUIDFromBytes(("number " + key).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .getBytes(StandardCharsets.US_ASCII));
        for (BigInteger number = hash.mod(NUMBERS);
                ;
                number = number.add(BigInteger.ONE).mod(NUMBERS)) {
            String text = "PF-%d-%010d".formatted(LocalDate.now(clock).getYear(), number);
            if (byKey.values().stream().noneMatch(policy -> text.equals(policy.policyNumber()))) {
                return text;
            }
        }
    }

    synchronized Issuing issuing() {
        return issuing;
    }

    synchronized Issuing issue(Mode mode, String reason) {
        issuing = new Issuing(mode, reason == null || reason.isBlank() ? REFUSAL : reason.strip());
        state.keep(MANNER, "now", issuing);
        return issuing;
    }

    /** Oldest first. */
    synchronized List<Policy> all() {
        return List.copyOf(byKey.values());
    }

    synchronized Optional<Policy> byKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** @param id an order's reference or a policy's number */
    synchronized Optional<Policy> find(String id) {
        return byKey.values().stream()
                .filter(policy -> id.equals(policy.reference()) || id.equals(policy.policyNumber()))
                .findFirst();
    }

    /** @return the policy after the step, or empty when it is not in the state from which the step leads */
    synchronized Optional<Policy> issue(Policy policy) {
        return step(policy, State.ACCEPTED, now -> now.in(State.ISSUED, numberFor(now.idempotencyKey()), null));
    }

    synchronized Optional<Policy> refuse(Policy policy, String reason) {
        return step(policy, State.ACCEPTED, now -> now.in(State.REFUSED, null, reason));
    }

    synchronized Optional<Policy> cancel(Policy policy) {
        return step(policy, State.ISSUED, now -> now.in(State.CANCELLED, now.policyNumber(), null));
    }

    synchronized Optional<Policy> change(Policy policy, LocalDate startsOn, LocalDate endsOn) {
        return step(policy, State.ISSUED, now -> now.on(startsOn, endsOn, now.attempts()));
    }

    private Optional<Policy> step(Policy policy, State from, UnaryOperator<Policy> change) {
        Policy now = byKey.get(policy.idempotencyKey());
        if (now == null || now.state() != from) {
            return Optional.empty();
        }
        Policy next = change.apply(now);
        keep(next);
        return Optional.of(next);
    }
}
