package io.polisflow.crm.correspondence;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.OfDeal;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.letter.LetterTemplates;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.letter.Letters;
import io.polisflow.crm.template.Template;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Proposes how a letter to a client begins: as a template words it, or as an answer to what the client wrote. */
@Service
@Transactional(readOnly = true)
public class LetterStarts {

    private static final int LONGEST_QUOTE = 5_000;

    private final Deals deals;
    private final Letters letters;
    private final LetterTemplates templates;
    private final LetterFacts facts;
    private final ClientContacts contacts;
    private final DateTimeFormatter when;

    LetterStarts(
            Deals deals,
            Letters letters,
            LetterTemplates templates,
            LetterFacts facts,
            ClientContacts contacts,
            Clock clock) {
        this.deals = deals;
        this.letters = letters;
        this.templates = templates;
        this.facts = facts;
        this.contacts = contacts;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** @param text plain; an empty line stands where one goes on writing */
    public record Start(String subject, String text) {}

    /** @return the templates that fit the deal as far as it has come, the plain one first */
    public List<Template> offered(Deal deal) {
        return Arrays.stream(Template.values())
                .filter(template -> template.kind() == Template.Kind.LETTER && !template.forStaff())
                .filter(template -> facts.of(template, deal).isPresent())
                .sorted((one, other) -> Boolean.compare(other == Template.DEAL_LETTER, one == Template.DEAL_LETTER))
                .toList();
    }

    /**
     * @param template a letter's code, null or blank for an empty letter
     * @param contactId whom it greets, null for the deal's own contact
     * @throws RefusedException when the template is none or the deal has not come so far
     */
    @OfDeal
    public Start of(String dealNumber, String template, Long contactId) {
        if (template == null || template.isBlank()) {
            return new Start("", "");
        }
        RenderedLetter rendered = render(deals.get(dealNumber), template, contactId);
        return new Start(rendered.subject(), withRoom(template, rendered.text()));
    }

    /**
     * @param letterId of a client's letter
     * @throws java.util.NoSuchElementException when the deal has no such letter
     */
    @OfDeal
    public Start answering(String dealNumber, long letterId) {
        Deal deal = deals.get(dealNumber);
        Letter answered = letters.of(deal).stream()
                .filter(letter -> letter.id() == letterId && letter.direction() == Letter.Direction.IN)
                .findFirst()
                .orElseThrow();
        String plain = Template.DEAL_LETTER.code();
        String text = withRoom(plain, render(deal, plain, null).text());
        String subject = answered.subject().matches("(?is)\\s*(re|ответ)\\s*:.*")
                ? answered.subject()
                : "Re: " + answered.subject();
        return new Start(subject, text + "\n\n" + quoted(answered));
    }

    private String quoted(Letter letter) {
        String said = letter.text() == null ? "" : letter.text().strip();
        String lines = (said.length() > LONGEST_QUOTE ? said.substring(0, LONGEST_QUOTE) + "…" : said)
                .lines()
                .map(line -> line.startsWith(">") ? ">" + line : "> " + line)
                .collect(Collectors.joining("\n"));
        return when.format(letter.createdAt()) + ", " + letter.sender() + ":\n" + lines;
    }

    private RenderedLetter render(Deal deal, String code, Long contactId) {
        Template template = Template.find(code)
                .filter(found -> found.kind() == Template.Kind.LETTER && !found.forStaff())
                .orElseThrow(() -> new RefusedException("template", "Шаблон: такого нет, выберите другой"));
        Map<String, Object> model = facts.of(template, deal)
                .map(HashMap::new)
                .orElseThrow(() -> new RefusedException(
                        "template", "Шаблон «" + template.label() + "»: для этой сделки ещё рано, выберите другой"));
        if (contactId != null) {
            model.put(
                    "contactName",
                    contacts.require(deal.client().id(), contactId, "contactIds")
                            .name());
        }
        return templates.render(template.code(), model);
    }

    /** The plain letter is a greeting and a signature: one writes between them. */
    private static String withRoom(String template, String text) {
        return template.equals(Template.DEAL_LETTER.code()) ? text.replaceFirst("\n\n", "\n\n\n\n") : text;
    }
}
