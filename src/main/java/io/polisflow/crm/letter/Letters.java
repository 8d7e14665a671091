package io.polisflow.crm.letter;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.letter.MailTransport.Attachment;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import io.polisflow.crm.letter.MailTransport.Refusal;
import io.polisflow.crm.personal.Ground;
import io.polisflow.crm.personal.Permits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

/** Writes letters into a deal's history first and hands them to the mail server in a step of their own. */
@Service
@Transactional
public class Letters {

    private static final String ADDRESS = "[^\\s@,;<>\"]+@[^\\s@,;<>\"]+\\.[^\\s@,;<>\".]{2,}";

    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]+>");
    private static final Pattern DEAL_NUMBER = Pattern.compile("D-\\d{4}-\\d{6,}");

    private static final int LONGEST_SUBJECT = 1_000;
    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_HTML = 300_000;
    private static final int LONGEST_THREAD = 20;
    /** What base64 and its line ends make of a file on the way (RFC 2045). */
    private static final double ENCODED = 4.0 / 3 * 78 / 76;

    private final LetterRepository letters;
    private final Deals deals;
    private final Files files;
    private final MailTransport transport;
    private final ReturnedLetters returned;
    private final ClientContacts contacts;
    private final Permits permits;
    private final Unsubscribing unsubscribe;
    private final Journal journal;
    private final Clock clock;
    private final String from;
    private final DataSize largest;

    Letters(
            LetterRepository letters,
            Deals deals,
            Files files,
            MailTransport transport,
            ReturnedLetters returned,
            ClientContacts contacts,
            Permits permits,
            Unsubscribing unsubscribe,
            Journal journal,
            Clock clock,
            @Value("${polisflow.mail.from}") String from,
            @Value("${polisflow.mail.smtp.largest-message:25MB}") DataSize largest) {
        this.letters = letters;
        this.deals = deals;
        this.files = files;
        this.transport = transport;
        this.returned = returned;
        this.contacts = contacts;
        this.permits = permits;
        this.unsubscribe = unsubscribe;
        this.journal = journal;
        this.clock = clock;
        this.from = from;
        this.largest = largest;
    }

    /**
     * Reads a list of addresses as people type it, divided by commas, semicolons or lines.
     *
     * @throws RefusedException on field {@code recipients} naming the first address that is none
     */
    public static List<String> addresses(String typed) {
        List<String> addresses = Arrays.stream((typed == null ? "" : typed).split("[,;\\s]+"))
                .filter(part -> !part.isBlank())
                .distinct()
                .toList();
        if (addresses.isEmpty()) {
            throw new RefusedException("recipients", "Укажите хотя бы один адрес получателя");
        }
        for (String address : addresses) {
            if (!address.matches(ADDRESS)) {
                throw new RefusedException("recipients", "Адрес «" + address + "» не похож на электронную почту");
            }
        }
        return addresses;
    }

    /**
     * A letter of ours.
     *
     * @param answered the client's letter that it answers, or null
     * @param author user id of whoever wrote it, null of a letter that a model makes
     */
    public record Written(
            List<String> to, RenderedLetter content, List<StoredFile> files, Letter answered, String author) {}

    /**
     * Puts a letter into the deal's history; {@link #deliver} sends it.
     *
     * @return the letter's id
     * @throws RefusedException when its files are more than mail servers take
     */
    public long write(String dealNumber, List<String> to, RenderedLetter letter, List<StoredFile> attachments) {
        return write(dealNumber, new Written(to, letter, attachments, null, null))
                .id();
    }

    /** The same of a letter that serves a contract: no withdrawal stops it. */
    public long writeService(String dealNumber, List<String> to, RenderedLetter letter, List<StoredFile> attachments) {
        Letter kept = write(dealNumber, new Written(to, letter, attachments, null, null));
        kept.goesOutFor(Ground.CONTRACT, null);
        return kept.id();
    }

    /** The same of a letter that tells whoever asked that we have heard them. */
    public long writeAnswer(String dealNumber, List<String> to, RenderedLetter letter, List<StoredFile> attachments) {
        Letter kept = write(dealNumber, new Written(to, letter, attachments, null, null));
        kept.goesOutFor(kept.ground().answering(), null);
        return kept.id();
    }

    /**
     * @param field what the refusal names, or null
     * @throws RefusedException when somebody of these takes no such letters
     */
    public void requirePermitted(Ground ground, Collection<String> addresses, String field) {
        addresses.forEach(address -> permits.refusalOfAddress(ground, address).ifPresent(why -> {
            throw new RefusedException(field, why);
        }));
    }

    /**
     * Puts a letter into the deal's history; {@link #deliver} or {@link #offer} sends it.
     *
     * @throws RefusedException when its files are more than mail servers take
     */
    public Letter write(String dealNumber, Written letter) {
        requireRoomFor(letter.files(), null);
        Deal deal = deals.get(dealNumber);
        String domain = from.substring(from.indexOf('@') + 1);
        // The id is fixed here, so that a repeated delivery is recognised as the same message by mail programs.
        String messageId = "<" + UUID.randomUUID() + "@" + domain + ">";
        Letter kept = new Letter(
                deal,
                Letter.Direction.OUT,
                messageId,
                answeredId(letter.answered()),
                from,
                letter.to(),
                letter.content().subject(),
                letter.content().text(),
                letter.content().html(),
                letter.files(),
                clock.instant());
        kept.writtenBy(letter.author());
        Ground ground =
                letter.answered() == null ? deal.ground() : deal.ground().answering();
        kept.goesOutFor(ground, ground.isOptional() ? unsubscribe.newKey() : null);
        return letters.save(kept);
    }

    /** Mail programs know only real Message-IDs; a letter that came without one has an id of our making. */
    private static String answeredId(Letter answered) {
        return answered == null || !MESSAGE_ID.matcher(answered.messageId()).matches() ? null : answered.messageId();
    }

    /** @return how many bytes of files fit into a letter */
    public long roomForFiles() {
        return (long) (largest.toBytes() / ENCODED);
    }

    /**
     * @param field what the refusal names, or null
     * @throws RefusedException when the files are more than mail servers take
     */
    public void requireRoomFor(List<StoredFile> attachments, String field) {
        attachments.stream()
                .filter(file -> file.quarantine() != null)
                .findFirst()
                .ifPresent(file -> {
                    throw new RefusedException(
                            field, "Файл «" + file.name() + "» в карантине и не пересылается: уберите его из письма");
                });
        long bytes = attachments.stream().mapToLong(StoredFile::size).sum();
        if (bytes <= roomForFiles()) {
            return;
        }
        String names = attachments.stream()
                .sorted(Comparator.comparingLong(StoredFile::size).reversed())
                .map(file -> "«" + file.name() + "» (" + megabytes(file.size()) + " МБ)")
                .collect(Collectors.joining(", "));
        throw new RefusedException(
                field,
                "Письмо с вложениями больше " + largest.toMegabytes()
                        + " МБ почтовые серверы не примут. Уменьшите файлы или отправьте часть из них отдельно: "
                        + names);
    }

    private static String megabytes(long bytes) {
        return BigDecimal.valueOf(bytes)
                .divide(BigDecimal.valueOf(1024 * 1024), 1, RoundingMode.UP)
                .toPlainString()
                .replace('.', ',');
    }

    /**
     * Hands the letter to the mail server; one that was delivered or refused before is left alone.
     *
     * @return whether the server took it; a refusal for good stands on the letter, on its deal and on the contact's card
     * @throws io.polisflow.crm.UnavailableException when the server neither took nor refused it
     */
    public boolean deliver(long letterId) {
        Letter letter = letters.findById(letterId).orElseThrow();
        if (letter.sentAt() != null || letter.failedAt() != null) {
            return letter.failedAt() == null;
        }
        if (!permitted(letter)) {
            return false;
        }
        Optional<Refusal> refusal = transport.send(unsubscribe.added(
                letter,
                new OutgoingMail(
                        letter.messageId(),
                        letter.inReplyTo(),
                        threadOf(letter),
                        letter.recipients(),
                        letter.subject(),
                        letter.text(),
                        letter.html(),
                        letter.files().stream()
                                .map(file -> new Attachment(file.name(), file.mediaType(), files.content(file)))
                                .toList())));
        if (refusal.isPresent()) {
            returned.refused(letter, refusal.get());
            return false;
        }
        letter.sent(clock.instant());
        journal.record(
                letter.deal().number(),
                "Отправлено письмо «" + letter.subject() + "» на " + String.join(", ", letter.recipients()));
        return true;
    }

    /** Asked at the moment of sending: what waited for the mail server may have lost its consent meanwhile. */
    private boolean permitted(Letter letter) {
        Map<String, String> refusals = new LinkedHashMap<>();
        letter.recipients().forEach(address -> permits.refusalOfAddress(letter.ground(), address)
                .ifPresent(why -> refusals.put(address, why)));
        if (refusals.isEmpty()) {
            return true;
        }
        String said = "Письмо «" + letter.subject() + "» не отправлено на " + String.join(", ", refusals.keySet())
                + ": " + String.join(" ", refusals.values());
        journal.record(letter.deal().number(), said);
        List<String> others = letter.recipients().stream()
                .filter(address -> !refusals.containsKey(address))
                .toList();
        if (others.isEmpty()) {
            letter.stop(cut(String.join(" ", refusals.values()), LONGEST_REASON), clock.instant());
            return false;
        }
        letter.readdress(others);
        return true;
    }

    /** @return Message-IDs of what the letter goes back to, as far as we have it, oldest first */
    private List<String> threadOf(Letter letter) {
        Deque<String> thread = new ArrayDeque<>();
        String id = letter.inReplyTo();
        while (id != null && thread.size() < LONGEST_THREAD && !thread.contains(id)) {
            thread.addFirst(id);
            id = letters.findByMessageIdIn(List.of(id)).stream()
                    .findFirst()
                    .map(Letter::inReplyTo)
                    .orElse(null);
        }
        return List.copyOf(thread);
    }

    /**
     * Decides on a letter that the mail server refused.
     *
     * @param recipients to whom it goes now, as typed; null when it does not go
     * @throws RefusedException as {@link #addresses}
     */
    public void correct(long letterId, String recipients) {
        Letter letter = letters.findById(letterId).orElseThrow();
        String said = "Письмо «" + letter.subject() + "» ";
        if (recipients == null) {
            journal.record(letter.deal().number(), said + "решено не отправлять");
            return;
        }
        List<String> corrected = addresses(recipients);
        requirePermitted(letter.ground(), corrected, "letterRecipients");
        letter.readdress(corrected);
        journal.record(letter.deal().number(), said + "будет отправлено на " + String.join(", ", letter.recipients()));
    }

    /**
     * @param messageIds of the letters that somebody answers, the one answered directly last
     * @return the deal of the last one that is ours
     */
    @Transactional(readOnly = true)
    public Optional<Deal> dealOfThread(List<String> messageIds) {
        return messageIds.isEmpty()
                ? Optional.empty()
                : letters.findByMessageIdIn(messageIds).stream()
                        .max(Comparator.comparingInt(letter -> messageIds.lastIndexOf(letter.messageId())))
                        .map(Letter::deal);
    }

    /**
     * Finds the deal that a subject names. Its number alone can be guessed, so it counts only for a sender whom we have
     * written to, or heard from, about that deal.
     */
    @Transactional(readOnly = true)
    public Optional<Deal> dealOfSubject(String subject, String sender) {
        Matcher number = DEAL_NUMBER.matcher(subject == null ? "" : subject);
        if (sender == null || !number.find()) {
            return Optional.empty();
        }
        return deals.find(number.group()).filter(deal -> letters.findByDealOrderByCreatedAtDescIdDesc(deal).stream()
                .flatMap(letter -> letter.direction() == Letter.Direction.IN
                        ? Stream.of(letter.sender())
                        : letter.recipients().stream())
                .anyMatch(sender::equalsIgnoreCase));
    }

    /**
     * Keeps a client's reply with its deal; a message that is already there is left alone.
     *
     * @param text of a longer one the beginning is kept
     * @param html the same as HTML that is safe to show, or null; of a longer one the page shows the text
     */
    public void receive(
            Deal deal,
            String messageId,
            String inReplyTo,
            String sender,
            String subject,
            String text,
            String html,
            List<StoredFile> attachments) {
        if (!letters.findByMessageIdIn(List.of(messageId)).isEmpty()) {
            return;
        }
        Letter letter = new Letter(
                deal,
                Letter.Direction.IN,
                messageId,
                inReplyTo,
                sender,
                List.of(from),
                cut(subject, LONGEST_SUBJECT),
                cut(text, LONGEST_TEXT),
                html == null || html.length() > LONGEST_HTML ? null : html,
                attachments,
                clock.instant());
        letter.sent(clock.instant());
        letters.save(letter);
        contacts.markReachable(sender);
        journal.record(deal.number(), "Получено письмо «" + letter.subject() + "» от " + sender);
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    /** @return newest first */
    @Transactional(readOnly = true)
    public List<Letter> of(Deal deal) {
        List<Letter> found = letters.findByDealOrderByCreatedAtDescIdDesc(deal);
        found.forEach(letter -> letter.files().size());
        return found;
    }

    @Transactional(readOnly = true)
    public Letter get(long letterId) {
        return letters.findById(letterId).orElseThrow();
    }

    interface LetterRepository extends JpaRepository<Letter, Long> {
        @Query("select l from Letter l where l.deal = :deal order by l.createdAt desc, l.id desc")
        List<Letter> findByDealOrderByCreatedAtDescIdDesc(Deal deal);

        List<Letter> findByMessageIdIn(Collection<String> messageIds);

        @Query("select l from Letter l where l.unsubscribeKey = :key")
        Optional<Letter> findByUnsubscribeKey(String key);
    }
}
