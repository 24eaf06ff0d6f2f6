package io.fapilog.verification.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An SVG image of horizontal bars in panels. */
public final class Bars {
    private static final int WIDTH = 760;
    private static final int TITLES = 240;
    private static final int LONGEST = 420;
    private static final int ROW = 20;
    private static final int HEAD = 30;
    private static final String OURS = "#1a7f37";
    private static final String THEIRS = "#8c959f";

    private final List<String> elements = new ArrayList<>();
    private int y;

    /**
     * A bar.
     *
     * @param isOurs whether it is one of fapilog's
     */
    public record Bar(String title, double value, boolean isOurs) {}

    /** Adds a panel, whose longest bar is that of the largest value. */
    public void panel(String title, List<Bar> bars) {
        text(10, y + HEAD - 8, "bold", title);
        y += HEAD;
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        bars.forEach(bar -> add(bar, most));
    }

    /** The image. */
    public String svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + (y + 10)
                + "\" font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + String.join("\n", elements) + "\n</svg>\n";
    }

    private void add(Bar bar, double most) {
        text(20, y + ROW - 6, "normal", bar.title());
        long length = Math.max(1, Math.round(LONGEST * bar.value() / most));
        elements.add("<rect x=\"" + TITLES + "\" y=\"" + (y + 3) + "\" width=\"" + length + "\" height=\"" + (ROW - 6)
                + "\" fill=\"" + (bar.isOurs() ? OURS : THEIRS) + "\"/>");
        text(TITLES + (int) length + 6, y + ROW - 6, "normal", number(bar.value()));
        y += ROW;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
    }

    private void text(int x, int baseline, String weight, String text) {
        elements.add("<text x=\"" + x + "\" y=\"" + baseline + "\" font-weight=\"" + weight + "\">" + text + "</text>");
    }
}
