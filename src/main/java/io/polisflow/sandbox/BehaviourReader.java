package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.Behaviour.HookManner;
import io.polisflow.sandbox.Behaviour.Limit;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads what somebody wants of a simulated system, and says in Russian which field cannot be. */
class BehaviourReader {

    private static final int LONGEST_DELAY = 120_000;
    private static final int LONGEST_HOOK_DELAY = 600_000;
    private static final int MOST_CALLS = 1000;
    private static final int MOST_SECONDS = 3600;
    private static final int MOST_REPEATS = 10;

    private final ObjectMapper json;

    BehaviourReader(ObjectMapper json) {
        this.json = json;
    }

    /** A field that cannot be; the message is a Russian sentence that names it. */
    static final class Wrong extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final String field;

        Wrong(String field, String message) {
            super(message);
            this.field = field;
        }

        String field() {
            return field;
        }
    }

    /**
     * @param body JSON in UTF-8, may be null
     * @throws Wrong when it is not a behaviour of that system
     */
    Behaviour read(String system, byte[] body) {
        JsonNode wanted = tree(body);
        Mode mode = Mode.parse(
                        wanted.path("mode").isTextual() ? wanted.path("mode").textValue() : "")
                .orElseThrow(() -> new Wrong("mode", "Поле «mode» должно быть одним из: ok, down, slow, garbage."));
        onlyKnown(wanted, "", Set.of("mode", "fault", "delay", "percent", "for", "hooks"));
        return new Behaviour(
                mode,
                fault(system, mode, wanted.get("fault")),
                whole(wanted.get("delay"), "delay", 0, LONGEST_DELAY, " миллисекунд"),
                whole(wanted.get("percent"), "percent", 1, 100, ""),
                limit(wanted.get("for")),
                hooks(system, wanted.get("hooks")));
    }

    private JsonNode tree(byte[] body) {
        try {
            JsonNode tree = json.readTree(body == null ? "" : new String(body, StandardCharsets.UTF_8));
            return tree == null ? json.nullNode() : tree;
        } catch (JsonProcessingException e) {
            return json.nullNode();
        }
    }

    private static String fault(String system, Mode mode, JsonNode node) {
        if (absent(node)) {
            return null;
        }
        if (!node.isTextual() || Faults.find(system, node.textValue()).isEmpty()) {
            List<String> codes =
                    Faults.of(system).stream().map(Faults.Fault::code).toList();
            throw new Wrong(
                    "fault", "Поле «fault» для этой системы может быть одним из: " + String.join(", ", codes) + ".");
        }
        if (mode != Mode.OK) {
            throw new Wrong("fault", "Поле «fault» возможно только вместе с «mode» = ok.");
        }
        return node.textValue();
    }

    private static Limit limit(JsonNode node) {
        if (absent(node)) {
            return null;
        }
        if (!node.isObject() || absent(node.get("calls")) == absent(node.get("seconds"))) {
            throw new Wrong("for", "Поле «for» — объект с одним полем: «calls» или «seconds».");
        }
        onlyKnown(node, "for.", Set.of("calls", "seconds"));
        return new Limit(
                whole(node.get("calls"), "for.calls", 1, MOST_CALLS, ""),
                whole(node.get("seconds"), "for.seconds", 1, MOST_SECONDS, ""));
    }

    private static HookManner hooks(String system, JsonNode node) {
        if (absent(node)) {
            return null;
        }
        if (!Behaviours.SENDING.contains(system)) {
            throw new Wrong(
                    "hooks",
                    "Поле «hooks» возможно только у систем, которые шлют события: "
                            + String.join(", ", Behaviours.SENDING) + ".");
        }
        if (!node.isObject()) {
            throw new Wrong("hooks", "Поле «hooks» — объект с полями «delay», «repeat», «reorder».");
        }
        onlyKnown(node, "hooks.", Set.of("delay", "repeat", "reorder"));
        JsonNode reorder = node.get("reorder");
        if (!absent(reorder) && !reorder.isBoolean()) {
            throw new Wrong("hooks.reorder", "Поле «hooks.reorder» должно быть true или false.");
        }
        return new HookManner(
                whole(node.get("delay"), "hooks.delay", 0, LONGEST_HOOK_DELAY, " миллисекунд"),
                whole(node.get("repeat"), "hooks.repeat", 1, MOST_REPEATS, ""),
                absent(reorder) ? null : reorder.booleanValue());
    }

    private static Integer whole(JsonNode node, String field, int least, int most, String unit) {
        if (absent(node)) {
            return null;
        }
        if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
            throw new Wrong(
                    field,
                    "Поле «" + field + "» должно быть целым числом" + unit + " от " + least + " до " + most + ".");
        }
        return node.intValue();
    }

    private static void onlyKnown(JsonNode node, String prefix, Set<String> known) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new Wrong(prefix + name, "Поле «" + prefix + name + "» неизвестно: проверьте, как оно пишется.");
            }
        }
    }

    private static boolean absent(JsonNode node) {
        return node == null || node.isNull();
    }
}
