package io.polisflow.crm.personal;

import io.polisflow.crm.client.Contact;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says whether somebody may be written to, called or recorded now; whoever sends or calls asks at that very moment. */
@Service
@Transactional(readOnly = true)
public class Permits {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final String SERVICE = " Служебные письма и звонки по договору остаются.";

    private final ConsentRepository consents;
    private final Purposes purposes;
    private final Clock clock;
    private final boolean lettersNeedConsent;
    private final boolean callsNeedConsent;

    /**
     * @param lettersNeedConsent whether advertising letters go only to who agreed to them, as the law on advertising says
     * @param callsNeedConsent the same of calls to clients who did not ask for one
     */
    Permits(
            ConsentRepository consents,
            Purposes purposes,
            Clock clock,
            @Value("${polisflow.personal.marketing-needs-consent.letters:true}") boolean lettersNeedConsent,
            @Value("${polisflow.personal.marketing-needs-consent.calls:false}") boolean callsNeedConsent) {
        this.consents = consents;
        this.purposes = purposes;
        this.clock = clock;
        this.lettersNeedConsent = lettersNeedConsent;
        this.callsNeedConsent = callsNeedConsent;
    }

    /** @param contact null for nobody @return why they may not be called or met, in Russian, or empty */
    public Optional<String> refusal(Ground ground, Contact contact) {
        return contact == null
                ? Optional.empty()
                : refusal(ground, same(contact), Consents.nameOf(contact), callsNeedConsent);
    }

    /** @return why nothing may be sent to this address, or empty; an address on no card has refused nothing */
    public Optional<String> refusalOfAddress(Ground ground, String email) {
        return refusal(ground, consents.findByAddress(email), email, lettersNeedConsent);
    }

    /** What somebody said on one card counts on those that were made later, too. */
    private List<Contact> same(Contact contact) {
        return Consents.same(consents, contact);
    }

    /** @return why a talk with the person may not be kept as a recording, or empty */
    public Optional<String> refusalOfRecording(Contact contact) {
        return contact == null
                ? Optional.empty()
                : no(Purpose.RECORDING, same(contact), Consents.nameOf(contact), false);
    }

    private Optional<String> refusal(Ground ground, List<Contact> people, String name, boolean needed) {
        if (ground == Ground.CONTRACT) {
            return Optional.empty();
        }
        Optional<String> noAnswers = no(Purpose.REQUEST, people, name, false);
        return (noAnswers.isPresent() || !ground.isOptional()
                        ? noAnswers
                        : no(Purpose.MARKETING, people, name, needed && ground == Ground.MARKETING))
                .map(why -> why + SERVICE);
    }

    private Optional<String> no(String purpose, List<Contact> people, String name, boolean needed) {
        List<Consent> said = people.isEmpty()
                ? List.of()
                : consents.findOf(people.stream().map(Contact::id).distinct().toList());
        Optional<Consent> last = Consents.newest(said, purpose);
        if (last.isEmpty()) {
            return needed
                    ? Optional.of("«" + name + "»: нет согласия «"
                            + purposes.current(purpose).name()
                            + "». Запишите его на карточке клиента: «Согласия и отзывы».")
                    : Optional.empty();
        }
        LocalDate today = LocalDate.now(clock);
        String what = "«" + purposes.current(purpose).name() + "»";
        return switch (last.get().state(today)) {
            case GIVEN -> Optional.empty();
            case EXPIRED ->
                Optional.of("«" + name + "»: срок согласия " + what + " истёк "
                        + DAY.format(last.get().endsOn()) + ".");
            case WITHDRAWN -> Optional.of("«" + name + "»: согласие " + what + " отозвано " + day(last.get()) + ".");
            case REFUSED ->
                Optional.of("«" + name + "»: отказ от «" + what.substring(1) + " с " + day(last.get()) + ".");
        };
    }

    private String day(Consent consent) {
        return DAY.format(consent.withdrawnAt().atZone(clock.getZone()));
    }
}
