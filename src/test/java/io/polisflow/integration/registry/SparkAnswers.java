package io.polisflow.integration.registry;

/** What SPARK writes, as its public descriptions show it. */
final class SparkAnswers {

    private SparkAnswers() {}

    static String done(String method) {
        return said(method, "True");
    }

    static String said(String method, String result) {
        return envelope("<" + method + "Response xmlns=\"http://interfax.ru/ifax\"><" + method + "Result>" + result
                + "</" + method + "Result></" + method + "Response>");
    }

    /** @param report the element {@code Report}, which comes as escaped text */
    static String report(String report) {
        return withXml("<?xml version=\"1.0\" encoding=\"utf-16\"?><Response><Data>" + report + "</Data></Response>");
    }

    static String withXml(String xml) {
        String escaped = xml.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return envelope("<GetCompanyShortReportResponse xmlns=\"http://interfax.ru/ifax\"><GetCompanyShortReportResult>"
                + "True</GetCompanyShortReportResult><xmlData>" + escaped
                + "</xmlData></GetCompanyShortReportResponse>");
    }

    private static String envelope(String body) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope"
                + " xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>" + body
                + "</soap:Body></soap:Envelope>";
    }
}
