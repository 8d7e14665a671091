package io.polisflow.process.models.whatif;

import io.polisflow.process.models.gate.ModelFile;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Keeps the last answers for those who turn the pages of their deals: another page need not ask a year's questions again. */
@Service
public class RecentAnswers {

    private static final int MOST = 4;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final WhatIf whatIf;
    private final Clock clock;

    private final Map<Question, Kept> kept = new LinkedHashMap<>();

    RecentAnswers(WhatIf whatIf, Clock clock) {
        this.whatIf = whatIf;
        this.clock = clock;
    }

    /** Two files with the same content ask the same. */
    private record Question(String path, ByteBuffer content, ByteBuffer inForce) {}

    private record Kept(Instant at, List<WhatIfAnswer> answers) {}

    /** Asks anew. */
    public List<WhatIfAnswer> ask(ModelFile file, ModelFile inForce) {
        List<WhatIfAnswer> answers = whatIf.ask(file, inForce);
        synchronized (kept) {
            Question question = question(file, inForce);
            kept.remove(question);
            kept.put(question, new Kept(clock.instant(), answers));
            if (kept.size() > MOST) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return answers;
    }

    /** @return what was answered a moment ago, or what is answered now */
    public List<WhatIfAnswer> recall(ModelFile file, ModelFile inForce) {
        synchronized (kept) {
            Kept recent = kept.get(question(file, inForce));
            if (recent != null && recent.at().plus(LONGEST).isAfter(clock.instant())) {
                return recent.answers();
            }
        }
        return ask(file, inForce);
    }

    private static Question question(ModelFile file, ModelFile inForce) {
        return new Question(
                file.path(),
                ByteBuffer.wrap(file.content()),
                inForce == null ? null : ByteBuffer.wrap(inForce.content()));
    }
}
