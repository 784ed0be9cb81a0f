package dev.constitution.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium without a window, for one test class at a time. It is that of the machine, with its own driver: nothing is fetched.
 * Debian has both in {@code chromium} and {@code chromium-driver}; a class that is marked {@link RequiresBrowser} is skipped where
 * they are missing, and says so. Not thread-safe.
 */
public final class Browser implements AutoCloseable {
    private static final List<String> BROWSERS = List.of("chromium", "google-chrome", "chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What a person has chosen for all pages. */
    public enum ColorScheme {
        LIGHT,
        DARK
    }

    /** Selenium's, which warns of each new version of the browser that it knows no events of; none are used here. */
    private static final Logger EVENTS = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** What there is no browser for, and what to do about it; empty where there is one. */
    static Optional<String> missing() {
        return browser().isPresent() && driver().isPresent()
                ? Optional.empty()
                : Optional.of("no page can be opened: no Chromium with its driver is on the PATH; install both"
                        + " (Debian: chromium, chromium-driver)");
    }

    /**
     * Opens one.
     *
     * @throws IllegalStateException if there is none: see {@link RequiresBrowser}
     */
    public static Browser open() {
        missing().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        EVENTS.setLevel(Level.SEVERE);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions()
                .setBinary(browser().orElseThrow().toFile())
                .addArguments("--headless=new", "--window-size=1000,900", "--disable-dev-shm-usage")
                .addArguments(isRoot() ? List.of("--no-sandbox") : List.of()); // root has no sandbox to run in
        options.setCapability("goog:loggingPrefs", logs);
        return new Browser(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver().orElseThrow().toFile())
                        .build(),
                options));
    }

    private static Optional<Path> browser() {
        return BROWSERS.stream().flatMap(name -> program(name).stream()).findFirst();
    }

    private static Optional<Path> driver() {
        return program("chromedriver");
    }

    private static Optional<Path> program(String name) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Goes to an address, in these colours. */
    public Browser go(String address, ColorScheme colors) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of(
                                "name",
                                "prefers-color-scheme",
                                "value",
                                colors.name().toLowerCase(Locale.ROOT)))));
        driver.get(address);
        return this;
    }

    /** Goes on in a new tab; the others stay open. */
    public void openTab() {
        driver.switchTo().newWindow(WindowType.TAB);
    }

    /** Puts what pages offer for download into a folder. */
    public Browser downloadInto(Path folder) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior",
                Map.of(
                        "behavior",
                        "allow",
                        "downloadPath",
                        folder.toAbsolutePath().toString()));
        return this;
    }

    /** Makes the window so large, in CSS pixels. */
    public Browser resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** The one element that a CSS selector means. */
    public WebElement element(String selector) {
        List<WebElement> found = elements(selector);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " elements are " + selector + " where one should be");
        }
        return found.get(0);
    }

    public List<WebElement> elements(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The text that is to be seen on the whole page. */
    public String text() {
        return element("body").getText();
    }

    /** All text within the first element that a CSS selector means, hidden text too; empty where there is none. */
    public String textOf(String selector) {
        return String.valueOf(
                driver.executeScript("return document.querySelector(arguments[0])?.textContent ?? ''", selector));
    }

    /** Waits until that text holds these words. */
    public void awaitText(String selector, String words) {
        await(selector + " says " + words, () -> textOf(selector).contains(words));
    }

    public String title() {
        return driver.getTitle();
    }

    /** Presses keys where the focus is. */
    public void type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Presses the tabulator until the focus is on the element, as who has no mouse does. */
    public void tabTo(String selector) {
        WebElement wanted = element(selector);
        for (int presses = 0; presses < 100; presses++) {
            if (driver.switchTo().activeElement().equals(wanted)) {
                return;
            }
            type(Keys.TAB);
        }
        throw new AssertionError("the tabulator does not lead to " + selector);
    }

    /** Runs a script in the page, with {@code return}. */
    public Object script(String script) {
        return Objects.requireNonNullElse(driver.executeScript(script), "");
    }

    /** Waits until this holds, half a minute at most. */
    public void await(String what, BooleanSupplier holds) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(
                        "after " + PATIENCE.toSeconds() + " s still not so: " + what + "; the page says:\n" + text());
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while it was waited for: " + what, e);
            }
        }
    }

    /**
     * What keeps people from using the page as it is shown now: a control or image without a name, a page without language, title
     * or main part, a heading that skips a level, an id given twice, text whose contrast is below WCAG 2.2's AA.
     */
    @SuppressWarnings("unchecked") // the script returns an array of texts
    public List<String> barriers() {
        return (List<String>) script(resource("barriers.js"));
    }

    /** What the browser has complained of since it was last asked: errors of scripts, breaches of the page's security policy. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Writes what is to be seen as a PNG, to be looked at. */
    public void screenshot(Path file) {
        try {
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static String resource(String name) {
        try (InputStream content = Objects.requireNonNull(Browser.class.getResourceAsStream(name), name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
