package io.polisflow.crm.document;

import io.polisflow.crm.RefusedException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** The one gate for everything that comes from outside: what a person uploads is refused here, what a system sends is put aside. */
@Service
public class IncomingFiles {

    private static final Logger log = LoggerFactory.getLogger(IncomingFiles.class);

    private static final String NOT_SCANNED = "Файл ещё не проверен на вирусы: повторите через минуту";

    private final ObjectProvider<VirusScanner> scanner;
    private final boolean closedWhenDown;

    IncomingFiles(
            ObjectProvider<VirusScanner> scanner,
            @Value("${polisflow.uploads.when-scanner-down:refuse}") WhenScannerDown whenScannerDown) {
        this.scanner = scanner;
        this.closedWhenDown = whenScannerDown == WhenScannerDown.REFUSE;
    }

    /** What happens to files while nobody can look for viruses. */
    enum WhenScannerDown {
        REFUSE,
        ACCEPT
    }

    /**
     * @param quarantine why nobody may open the file, in Russian, or null
     * @param unscanned whether that is because the scanner did not answer, so that another look may free it
     * @param warning what whoever opens it should know, in Russian, or null
     */
    record Verdict(String quarantine, boolean unscanned, String warning) {}

    /**
     * Lets a person's upload in.
     *
     * @throws RefusedException on field {@code file} when it must not come in
     */
    public void admit(String name, String declared, byte[] content) {
        Verdict verdict = judge(name, declared, content);
        if (verdict.quarantine() != null) {
            throw new RefusedException(
                    "file",
                    verdict.unscanned()
                            ? "Файл сейчас не проверить на вирусы, поэтому он не принят. Повторите через несколько минут"
                            : verdict.quarantine());
        }
    }

    /** Says what is to become of a file whose sender cannot be asked; the scanner, where there is one, has yet to look. */
    Verdict inspect(String name, String declared, byte[] content) {
        FileInspection seen = FileInspection.of(name, declared, content);
        if (seen.danger() != null) {
            return new Verdict(seen.danger(), false, seen.warning());
        }
        return scanner.getIfAvailable() == null
                ? new Verdict(null, false, seen.warning())
                : new Verdict(NOT_SCANNED, true, seen.warning());
    }

    /** The same with the scanner's word. */
    Verdict judge(String name, String declared, byte[] content) {
        Verdict seen = inspect(name, declared, content);
        if (!seen.unscanned()) {
            return seen;
        }
        try {
            Optional<String> virus = infection(content);
            if (virus.isPresent()) {
                log.warn("{} was found in a file of {} bytes", virus.get(), content.length);
            }
            return new Verdict(
                    virus.map(found -> "В файле найден вирус «" + found + "»").orElse(null), false, seen.warning());
        } catch (VirusScanner.Unavailable e) {
            log.warn("A file could not be scanned: {}", e.getMessage());
            return closedWhenDown ? seen : new Verdict(null, false, seen.warning());
        }
    }

    private Optional<String> infection(byte[] content) throws VirusScanner.Unavailable {
        VirusScanner plugged = scanner.getIfAvailable();
        return plugged == null ? Optional.empty() : plugged.infection(content);
    }
}
