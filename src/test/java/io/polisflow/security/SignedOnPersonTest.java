package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.access.Person;
import io.polisflow.crm.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** How often it is asked what a person sees. */
class SignedOnPersonTest {

    private final SignedOnPerson signedOn = new SignedOnPerson(new CurrentUser(), null);
    private final List<String> asked = new ArrayList<>();

    private RequestAttributes before;

    @BeforeEach
    void keepTheRequest() {
        before = RequestContextHolder.getRequestAttributes();
    }

    @AfterEach
    void putTheRequestBack() {
        RequestContextHolder.setRequestAttributes(before);
    }

    private void ask(String login) {
        Viewer viewer = signedOn.once(new Person(login, Set.of()), person -> {
            asked.add(person.login());
            return new Viewer(person.login(), List.of(person));
        });
        assertThat(viewer.login()).isEqualTo(login);
    }

    private static void request(String method) {
        RequestContextHolder.setRequestAttributes(
                new ServletRequestAttributes(new MockHttpServletRequest(method, "/crm")));
    }

    @Test
    void onceInARequestThatReads() {
        request("GET");
        ask("orlova");
        ask("orlova");
        assertThat(asked).containsExactly("orlova");
        request("GET");
        ask("orlova");
        assertThat(asked).containsExactly("orlova", "orlova");
    }

    @Test
    void anewForAnotherPerson() {
        request("GET");
        ask("orlova");
        ask("morozov");
        assertThat(asked).containsExactly("orlova", "morozov");
    }

    @Test
    void everyTimeWhereSomethingChangesOrNoRequestIs() {
        request("POST");
        ask("orlova");
        ask("orlova");
        assertThat(asked).hasSize(2);
        RequestContextHolder.resetRequestAttributes();
        ask("orlova");
        ask("orlova");
        assertThat(asked).hasSize(4);
    }
}
