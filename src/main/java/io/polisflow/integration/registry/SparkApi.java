package io.polisflow.integration.registry;

import static io.polisflow.integration.registry.RegistryCalls.SYSTEM;

import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.WireAnswer;
import io.polisflow.integration.wire.WireCall;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Speaks SOAP with SPARK: a session is opened, asked, and ended.
 *
 * <p>The names of methods and arguments and the error strings are read from public descriptions and are to be checked with the
 * vendor: they stand here and nowhere else.
 */
class SparkApi {

    private static final Logger LOG = LoggerFactory.getLogger(SparkApi.class);

    private static final String PATH = "/ifaxwebservice/";
    private static final String NAMESPACE = "http://interfax.ru/ifax";
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String LOG_IN = "Authmethod";
    private static final String LOG_OUT = "End";
    private static final String COMPANY = "GetCompanyShortReport";
    private static final String ENTREPRENEUR = "GetEntrepreneurShortReport";
    private static final String DONE = "True";
    private static final String NO_SESSION = "Authentication error";
    private static final String UNKNOWN = "Data not found";
    private static final String BRANCH = "Company is branch";
    private static final String SESSION = "ASP.NET_SessionId";

    private final RegistryCalls calls;
    private final String login;
    private final String password;

    SparkApi(RegistryCalls calls, String login, String password) {
        this.calls = calls;
        this.login = login;
        this.password = password;
    }

    /** @throws UnavailableException when the registry gives no session, such as to a wrong password */
    Session open() {
        return new Session();
    }

    /** @return 200 when the registry gives us a session, which is ended at once */
    int probe() {
        open().close();
        return 200;
    }

    /** One log-in; not to be shared between threads. */
    final class Session implements AutoCloseable {

        private String cookie;

        private Session() {
            cookie = logIn();
        }

        /**
         * Asks about one taxpayer, and again in a new session when the registry has ended this one.
         *
         * @param inn 10 or 12 digits
         * @param kept whether the exchange is worth keeping
         * @return the report as the registry wrote it, or null when it knows no such taxpayer
         * @throws UnavailableException when nothing or nothing readable came back
         */
        String report(String inn, boolean kept) {
            Result result = ask(inn, kept);
            if (result.is(NO_SESSION)) {
                cookie = logIn();
                result = ask(inn, kept);
            }
            // An INN that only a branch goes by is no company of its own.
            if (result.is(UNKNOWN) || result.is(BRANCH)) {
                return null;
            }
            if (!result.is(DONE) || result.xmlData() == null) {
                throw result.unexpected();
            }
            return result.xmlData();
        }

        private Result ask(String inn, boolean kept) {
            return call(inn.length() == 12 ? ENTREPRENEUR : COMPANY, Map.of("inn", inn), cookie, kept)
                    .result();
        }

        /** The registry counts open sessions; one that could not be ended runs out by itself. */
        @Override
        public void close() {
            try {
                call(LOG_OUT, Map.of(), cookie, false);
            } catch (UnavailableException e) {
                LOG.warn("A session of the registry was not ended: {}", e.getMessage());
            }
        }
    }

    private String logIn() {
        Map<String, String> who = new LinkedHashMap<>();
        who.put("Login", login);
        who.put("Password", password);
        Answered answered = call(LOG_IN, who, null, false);
        Result result = answered.result();
        if (!result.is(DONE)) {
            throw result.unexpected();
        }
        if (!answered.cookies().containsKey(SESSION)) {
            throw new UnavailableException(SYSTEM, "a log-in without a session", null);
        }
        // All of them: one may be of a balancer, behind which only one server knows the session.
        return answered.cookies().entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("; "));
    }

    private Answered call(String method, Map<String, String> arguments, String cookie, boolean kept) {
        WireCall call = WireCall.post(method, PATH)
                .header("SOAPAction", "\"" + NAMESPACE + "/" + method + "\"")
                .body(
                        envelope(method, arguments).getBytes(StandardCharsets.UTF_8),
                        new MediaType(MediaType.TEXT_XML, StandardCharsets.UTF_8))
                // A question changes nothing, and a session more or less runs out by itself.
                .repeatable();
        if (cookie != null) {
            call.header("Cookie", cookie);
        }
        WireAnswer answer = calls.send(kept ? call : call.unrecorded());
        if (answer.status() != 200) {
            throw answer.unexpected();
        }
        Document document = SparkXml.parse(answer.text(), method);
        return new Answered(
                new Result(
                        method,
                        SparkXml.text(document.getDocumentElement(), NAMESPACE, method + "Result"),
                        SparkXml.text(document.getDocumentElement(), NAMESPACE, "xmlData")),
                answer.cookies());
    }

    private static String envelope(String method, Map<String, String> arguments) {
        Document document = SparkXml.empty();
        Element envelope = document.createElementNS(SOAP, "soap:Envelope");
        document.appendChild(envelope);
        Element body = document.createElementNS(SOAP, "soap:Body");
        envelope.appendChild(body);
        Element asked = document.createElementNS(NAMESPACE, method);
        body.appendChild(asked);
        arguments.forEach((name, value) -> {
            Element argument = document.createElementNS(NAMESPACE, name);
            argument.setTextContent(value);
            asked.appendChild(argument);
        });
        return SparkXml.write(document);
    }

    private record Answered(Result result, Map<String, String> cookies) {}

    /** @param value the method's own word on how it went, null when it says none */
    private record Result(String method, String value, String xmlData) {

        boolean is(String expected) {
            return expected.equalsIgnoreCase(value);
        }

        /** The value is the registry's own short word, not data of anybody. */
        UnavailableException unexpected() {
            String word =
                    value == null ? "nothing" : "«" + (value.length() > 80 ? value.substring(0, 80) : value) + "»";
            return new UnavailableException(SYSTEM, method + " answered " + word, null);
        }
    }
}
