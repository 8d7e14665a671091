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
    private final boolean marketingNeedsConsent;

    Permits(
            ConsentRepository consents,
            Purposes purposes,
            Clock clock,
            @Value("${polisflow.personal.marketing-needs-consent:false}") boolean marketingNeedsConsent) {
        this.consents = consents;
        this.purposes = purposes;
        this.clock = clock;
        this.marketingNeedsConsent = marketingNeedsConsent;
    }

    /** @param contact null for nobody @return why not, in Russian, or empty */
    public Optional<String> refusal(Ground ground, Contact contact) {
        return contact == null ? Optional.empty() : refusal(ground, List.of(contact), Consents.nameOf(contact));
    }

    /** @return why nothing may be sent to this address, or empty; an address on no card is nobody's refusal */
    public Optional<String> refusalOfAddress(Ground ground, String email) {
        return refusal(ground, consents.findByAddress(email), email);
    }

    /** @return why a talk with the person may not be kept as a recording, or empty */
    public Optional<String> refusalOfRecording(Contact contact) {
        return contact == null
                ? Optional.empty()
                : no(Purpose.RECORDING, List.of(contact), Consents.nameOf(contact), false);
    }

    private Optional<String> refusal(Ground ground, List<Contact> people, String name) {
        if (ground == Ground.CONTRACT || people.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> noAnswers = no(Purpose.REQUEST, people, name, false);
        return noAnswers.isPresent() || ground == Ground.REQUEST
                ? noAnswers.map(why -> why + SERVICE)
                : no(Purpose.MARKETING, people, name, marketingNeedsConsent).map(why -> why + SERVICE);
    }

    private Optional<String> no(String purpose, List<Contact> people, String name, boolean needed) {
        List<Consent> said =
                consents.findOf(people.stream().map(Contact::id).distinct().toList());
        Optional<Consent> last = Consents.newest(said, purpose);
        if (last.isEmpty()) {
            return needed
                    ? Optional.of("«" + name + "»: нет согласия «"
                            + purposes.current(purpose).name() + "».")
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
