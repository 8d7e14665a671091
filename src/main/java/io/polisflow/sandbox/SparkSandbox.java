package io.polisflow.sandbox;

import io.polisflow.sandbox.SandboxCompanies.Company;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Answers as SPARK does over SOAP: a session by cookie, reports as text within the answer, refusals as words.
 *
 * <p>A session ends by itself after {@value #REPORTS_A_SESSION} reports, so that whoever asks much sees it end.
 */
@RestController
@Profile("sandbox & !production")
class SparkSandbox {

    static final int REPORTS_A_SESSION = 40;

    /** An INN by which only a branch is known. */
    static final String BRANCH_INN = "0000000071";

    private static final String NAMESPACE = "http://interfax.ru/ifax";
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final MediaType XML = new MediaType(MediaType.TEXT_XML, StandardCharsets.UTF_8);

    private final CompanyRegister companies;
    private final RegistryLimit limit;
    private final String login;
    private final String password;
    private final Map<String, AtomicInteger> sessions = new ConcurrentHashMap<>();

    SparkSandbox(
            CompanyRegister companies,
            RegistryLimit limit,
            @Value("${polisflow.sandbox.registry.login:sandbox}") String login,
            @Value("${polisflow.sandbox.registry.password:sandbox}") String password) {
        this.companies = companies;
        this.limit = limit;
        this.login = login;
        this.password = password;
    }

    @PostMapping("/sandbox/registry/ifaxwebservice/")
    ResponseEntity<String> call(
            @CookieValue(name = "ASP.NET_SessionId", required = false) String session, @RequestBody String body) {
        if (limit.exceeded()) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).build();
        }
        Element asked;
        try {
            asked = asked(body);
        } catch (SAXException | IOException | IllegalArgumentException e) {
            return fault("Server was unable to read request.");
        }
        return switch (asked.getLocalName()) {
            case "Authmethod" -> logIn(asked);
            case "GetCompanyShortReport", "GetEntrepreneurShortReport" -> report(asked, session);
            case "End" -> {
                boolean known = session != null && sessions.remove(session) != null;
                yield answer("End", known ? "True" : "Authentication error", null, null);
            }
            default -> fault("Server did not recognize the value of HTTP Header SOAPAction.");
        };
    }

    /** How many sessions nobody has ended. */
    int openSessions() {
        return sessions.size();
    }

    private ResponseEntity<String> logIn(Element asked) {
        if (!login.equals(argument(asked, "Login")) || !password.equals(argument(asked, "Password"))) {
            return answer("Authmethod", "Authentication error", null, null);
        }
        String session = UUID.randomUUID().toString().replace("-", "").substring(0, 24);
        sessions.put(session, new AtomicInteger(REPORTS_A_SESSION));
        return answer("Authmethod", "True", null, session);
    }

    private ResponseEntity<String> report(Element asked, String session) {
        String method = asked.getLocalName();
        AtomicInteger left = session == null ? null : sessions.get(session);
        if (left == null) {
            return answer(method, "Authentication error", null, null);
        }
        if (left.decrementAndGet() < 0) {
            sessions.remove(session);
            return answer(method, "Authentication error", null, null);
        }
        String inn = argument(asked, "inn");
        if (BRANCH_INN.equals(inn)) {
            return answer(method, "Company is branch", null, null);
        }
        boolean trader = method.equals("GetEntrepreneurShortReport");
        Optional<Company> company = companies.find(inn).filter(found -> found.soleTrader() == trader);
        return company.isEmpty()
                ? answer(method, "Data not found", null, null)
                : answer(method, "True", report(company.get()), null);
    }

    private static String report(Company company) {
        Document document = document();
        Element response = document.createElement("Response");
        document.appendChild(response);
        Element report = add(add(response, "Data"), "Report");
        value(report, "SparkID", String.valueOf(Math.abs(company.inn().hashCode())));
        Element status = add(report, "Status");
        status.setAttribute("Type", CompanyRegister.statusTextOf(company));
        value(report, "IsActing", "dissolved".equals(company.status()) ? "0" : "1");
        value(report, "DateFirstReg", company.registrationDate());
        value(report, company.soleTrader() ? "FIO" : "FullNameRus", company.fullName());
        value(report, "ShortNameRus", company.soleTrader() ? null : company.shortName());
        value(report, "INN", company.inn());
        value(report, "KPP", company.kpp());
        value(report, company.soleTrader() ? "OGRNIP" : "OGRN", company.ogrn());
        if (company.okved() != null) {
            Element okved = add(add(report, "OKVED2List"), "OKVED");
            okved.setAttribute("Code", company.okved());
            okved.setAttribute("Name", company.okvedName());
            okved.setAttribute("IsMain", "true");
        }
        if (company.headPosition() != null) {
            Element leader = add(add(report, "LeaderList"), "Leader");
            leader.setAttribute("FIO", company.headName() == null ? "" : company.headName());
            leader.setAttribute("Position", company.headPosition());
        }
        if (company.address() != null) {
            add(add(report, "LegalAddresses"), "Address").setAttribute("Address", company.address());
        }
        return written(document);
    }

    private static ResponseEntity<String> answer(String method, String result, String xmlData, String session) {
        Document document = document();
        Element body = envelope(document);
        Element response = document.createElementNS(NAMESPACE, method + "Response");
        body.appendChild(response);
        Element told = document.createElementNS(NAMESPACE, method + "Result");
        told.setTextContent(result);
        response.appendChild(told);
        if (xmlData != null) {
            Element data = document.createElementNS(NAMESPACE, "xmlData");
            data.setTextContent(xmlData);
            response.appendChild(data);
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(XML);
        if (session != null) {
            answer.header("Set-Cookie", "ASP.NET_SessionId=" + session + "; path=/; HttpOnly");
        }
        return answer.body(written(document));
    }

    private static ResponseEntity<String> fault(String text) {
        Document document = document();
        Element fault = document.createElementNS(SOAP, "soap:Fault");
        envelope(document).appendChild(fault);
        value(fault, "faultcode", "soap:Client");
        value(fault, "faultstring", text);
        return ResponseEntity.internalServerError().contentType(XML).body(written(document));
    }

    private static Element envelope(Document document) {
        Element envelope = document.createElementNS(SOAP, "soap:Envelope");
        document.appendChild(envelope);
        Element body = document.createElementNS(SOAP, "soap:Body");
        envelope.appendChild(body);
        return body;
    }

    private static Element asked(String text) throws SAXException, IOException {
        Document document = factoryBuilt(new InputSource(new StringReader(text)));
        Node body = document.getElementsByTagNameNS(SOAP, "Body").item(0);
        for (Node node = body == null ? null : body.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && NAMESPACE.equals(element.getNamespaceURI())) {
                return element;
            }
        }
        throw new IllegalArgumentException("nothing is asked");
    }

    private static String argument(Element asked, String name) {
        Node found = asked.getElementsByTagNameNS(NAMESPACE, name).item(0);
        return found == null ? "" : found.getTextContent().strip();
    }

    private static Element add(Element parent, String name) {
        Element child = parent.getOwnerDocument().createElement(name);
        parent.appendChild(child);
        return child;
    }

    private static void value(Element parent, String name, String text) {
        if (text != null) {
            add(parent, name).setTextContent(text);
        }
    }

    private static Document document() {
        try {
            return factory().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Document factoryBuilt(InputSource source) throws SAXException, IOException {
        try {
            return factory().newDocumentBuilder().parse(source);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory;
    }

    private static String written(Document document) {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.ENCODING, "utf-8");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }
}
