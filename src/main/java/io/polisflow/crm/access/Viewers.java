package io.polisflow.crm.access;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Knows for whom the running code works; the engine's jobs, hooks and start-up work for nobody. */
@Service
public class Viewers {

    private final ObjectProvider<SignedOn> signedOn;
    private final ObjectProvider<StandIns> standIns;

    // The sign-on knows people from the engine, which starts with listeners that need the CRM: the cycle is cut here.
    Viewers(ObjectProvider<SignedOn> signedOn, ObjectProvider<StandIns> standIns) {
        this.signedOn = signedOn;
        this.standIns = standIns;
    }

    public Viewer current() {
        return WithoutViewer.isRunning()
                ? Viewer.product()
                : signedOn.stream()
                        .findFirst()
                        .flatMap(each -> each.person().map(person -> each.once(person, this::of)))
                        .orElse(Viewer.product());
    }

    /** @return what the person sees, whoever works on this thread: for streams and feeds that outlive a request */
    public Viewer of(String login) {
        return of(new Person(login, signedOn.getObject().groupsOf(login)));
    }

    private Viewer of(Person person) {
        List<Person> people = new ArrayList<>(List.of(person));
        standIns.forEach(each -> each.stoodInFor(person.login())
                .forEach(login ->
                        people.add(new Person(login, signedOn.getObject().groupsOf(login)))));
        return new Viewer(person.login(), people);
    }
}
