package io.polisflow.crm.correspondence;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.Submissions;
import io.polisflow.crm.access.OfDeal;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.letter.LetterProcess;
import io.polisflow.crm.letter.LetterTemplates;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.letter.Letters;
import io.polisflow.crm.overview.ClientFiles;
import io.polisflow.crm.personal.Ground;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes the letters that people write to contacts of a deal's client and hands them to the model that delivers them. */
@Service
@Transactional
public class DealLetters {

    private static final int LONGEST_SUBJECT = 300;
    private static final int LONGEST_TEXT = 30_000;
    private static final int MOST_RECIPIENTS = 20;
    private static final int MOST_FILES = 500;

    private final Deals deals;
    private final ClientContacts contacts;
    private final ClientFiles files;
    private final Letters letters;
    private final LetterTemplates templates;
    private final LetterProcess process;
    private final Submissions submissions;
    private final Journal journal;

    DealLetters(
            Deals deals,
            ClientContacts contacts,
            ClientFiles files,
            Letters letters,
            LetterTemplates templates,
            LetterProcess process,
            Submissions submissions,
            Journal journal) {
        this.deals = deals;
        this.contacts = contacts;
        this.files = files;
        this.letters = letters;
        this.templates = templates;
        this.process = process;
        this.submissions = submissions;
        this.journal = journal;
    }

    /**
     * A letter as somebody writes it; lists may be null for empty ones.
     *
     * @param contactIds contacts of the client
     * @param toSender whether it also goes to whoever wrote the letter that it answers
     * @param answers id of the client's letter that it answers, or null
     * @param fileIds files of the deal
     */
    public record Draft(
            List<Long> contactIds, boolean toSender, Long answers, String subject, String text, List<Long> fileIds) {}

    /** What would go out. @param html the whole HTML part */
    public record Preview(List<String> recipients, String subject, String html, List<StoredFile> files) {}

    /** @throws RefusedException naming the field that will not do */
    @OfDeal
    @Transactional(readOnly = true)
    public Preview preview(String dealNumber, Draft draft) {
        Letters.Written letter = checked(deals.get(dealNumber), draft, null);
        return new Preview(
                letter.to(), letter.content().subject(), letter.content().html(), letter.files());
    }

    /**
     * Keeps the letter and has it delivered; also on a closed deal, since its client may still ask or be told something.
     *
     * @param key of the draft, so that one that is sent twice goes once; may be null
     * @return the letter's id
     * @throws RefusedException naming the field that will not do
     */
    @OfDeal
    public long send(String dealNumber, Draft draft, String user, String key) {
        Deal deal = deals.get(dealNumber);
        return submissions.once(deal.id(), key, user, () -> {
            Letter letter = letters.write(dealNumber, checked(deal, draft, user));
            journal.record(
                    dealNumber,
                    "Написано письмо «" + letter.subject() + "» для " + String.join(", ", letter.recipients()));
            process.written(letter);
            return letter.id();
        });
    }

    private Letters.Written checked(Deal deal, Draft draft, String user) {
        Letter answered = answered(deal, draft);
        List<String> recipients = recipients(deal, draft, answered);
        String subject = subject(deal, draft.subject());
        String text = text(draft.text());
        List<StoredFile> attached = attached(deal, draft.fileIds());
        RenderedLetter content = new RenderedLetter(subject, text, templates.frame(subject, text));
        return new Letters.Written(recipients, content, attached, answered, user);
    }

    private Letter answered(Deal deal, Draft draft) {
        if (draft.answers() == null) {
            return null;
        }
        return letters.of(deal).stream()
                .filter(letter -> letter.direction() == Letter.Direction.IN)
                .filter(letter -> letter.id().equals(draft.answers()))
                .findFirst()
                .orElseThrow(() -> new RefusedException("answers", "Письма, на которое вы отвечаете, в сделке нет"));
    }

    private List<String> recipients(Deal deal, Draft draft, Letter answered) {
        Stream<String> sender = draft.toSender() && answered != null ? Stream.of(answered.sender()) : Stream.empty();
        Ground ground = answered == null ? deal.ground() : deal.ground().answering();
        Map<String, String> addresses = Stream.concat(
                        sender, given(draft.contactIds()).stream().map(id -> addressOf(deal, ground, id)))
                .collect(Collectors.toMap(
                        address -> address.toLowerCase(java.util.Locale.ROOT),
                        Function.identity(),
                        (one, same) -> one,
                        java.util.LinkedHashMap::new));
        if (addresses.isEmpty()) {
            throw new RefusedException("contactIds", "Кому: выберите хотя бы одного получателя");
        }
        if (addresses.size() > MOST_RECIPIENTS) {
            throw new RefusedException("contactIds", "Кому: не больше " + MOST_RECIPIENTS + " получателей");
        }
        return List.copyOf(addresses.values());
    }

    private String addressOf(Deal deal, Ground ground, Long contactId) {
        Contact contact = contacts.require(deal.client().id(), contactId, "contactIds");
        String name = contact.name() == null ? "контакта" : "контакта «" + contact.name() + "»";
        if (contact.email() == null) {
            throw new RefusedException(
                    "contactIds", "Кому: у " + name + " нет электронной почты, добавьте её на карточке клиента");
        }
        if (contact.undeliverableAt() != null) {
            throw new RefusedException(
                    "contactIds",
                    "Кому: письма на адрес " + contact.email() + " не доходят, исправьте его на карточке клиента");
        }
        letters.requirePermitted(ground, List.of(contact.email()), "contactIds");
        return contact.email();
    }

    /** By the deal's number in the subject an answer finds its deal when the mail program has dropped the thread. */
    private static String subject(Deal deal, String typed) {
        String subject =
                typed == null ? "" : typed.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (subject.isEmpty()) {
            throw new RefusedException("subject", "Тема: укажите, о чём письмо");
        }
        if (subject.length() > LONGEST_SUBJECT) {
            throw new RefusedException("subject", "Тема: не больше " + LONGEST_SUBJECT + " знаков");
        }
        return subject.contains(deal.number()) ? subject : subject + " [" + deal.number() + "]";
    }

    private static String text(String typed) {
        String text = typed == null
                ? ""
                : typed.replace("\r\n", "\n")
                        .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "")
                        .strip();
        if (text.isEmpty()) {
            throw new RefusedException("text", "Текст: напишите письмо");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new RefusedException("text", "Текст: не больше 30 000 знаков");
        }
        return text;
    }

    private List<StoredFile> attached(Deal deal, List<Long> fileIds) {
        List<Long> wanted = given(fileIds).stream().distinct().toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<Long, StoredFile> known = files.of(deal, MOST_FILES).stream()
                .collect(Collectors.toMap(file -> file.file().id(), ClientFiles.ClientFile::file));
        List<StoredFile> attached = wanted.stream().map(known::get).toList();
        if (attached.contains(null)) {
            throw new RefusedException("fileIds", "Вложения: выбранного файла у сделки больше нет, уберите его");
        }
        letters.requireRoomFor(attached, "fileIds");
        return attached;
    }

    private static <T> List<T> given(List<T> list) {
        return list == null
                ? List.of()
                : list.stream().filter(java.util.Objects::nonNull).toList();
    }
}
