namespace FundingAlerts.Web.Wording;

/// <summary>Subscribing, the preview, confirming and the lost link.</summary>
public sealed partial class PageBook
{
    public string SubscribeTitle => Say("Get funding calls by mail", "Subsidie-oproepen per mail");
    public string SubscribeLead => Say(
        "Say what you look for, see what you would have got, and give an address. No account, no password; every mail has a link to stop.",
        "Zeg waarnaar u zoekt, bekijk wat u gekregen zou hebben, en geef een adres. Geen account, geen wachtwoord; in elke mail staat een link om te stoppen.");

    public string WhatTitle => Say("What to hear of", "Waarover u wilt horen");
    public string Topics => Say("Topics", "Onderwerpen");
    public string TopicsHelp => Say("A topic knows hundreds of words for its subject, in four languages. Any of those you tick.", "Een onderwerp kent honderden woorden voor zijn vak, in vier talen. Eén van wat u aanvinkt is genoeg.");
    public string FreeWords => Say("Words of your own", "Eigen woorden");
    public string FreeWordsHelp => Say(
        "Words stand together; OR between alternatives, “…” around a phrase, * at the end of a word that may go on.",
        "Woorden horen bij elkaar; OR tussen alternatieven, “…” om een woordgroep, * aan het eind van een woord dat verder mag gaan.");

    public string NeedsBoth => Say("Only calls that meet both, a topic and my words", "Alleen calls met beide: een onderwerp én mijn woorden");
    public string Filters => Say("Narrow it down", "Inperken");
    public string FiltersHelp => Say("Leave open what does not matter to you.", "Laat open wat voor u niet uitmaakt.");
    public string WhoTakesPart => Say("Who can take part", "Wie kan meedoen");
    public string Anybody => Say("does not matter", "maakt niet uit");
    public string EligibleNl => Say("organisations in the Netherlands, funded", "organisaties in Nederland, met subsidie");
    public string EligibleUk => Say("organisations in the UK, funded", "organisaties in het VK, met subsidie");
    public string EligibleBoth => Say("the Netherlands and the UK together", "Nederland en het VK samen");
    public string Funders => Say("Funders", "Financiers");
    public string FundersHelp => Say("Names, with commas between: NWO, EPSRC.", "Namen, met komma’s ertussen: NWO, EPSRC.");
    public string Kinds => Say("Kind of funding", "Soort subsidie");
    public string Types => Say("Type of action, as the funder prints it", "Type actie, zoals de financier het noemt");
    public string TypesHelp => Say("With commas between: Research and Innovation Action, Network Plus.", "Met komma’s ertussen: Research and Innovation Action, Network Plus.");
    public string LeastAmount => Say("An award of at least", "Een toekenning van ten minste");
    public string Currency => Say("Currency", "Munt");
    public string LeastDays => Say("Days to the deadline, at least", "Dagen tot de deadline, ten minste");
    public string Languages => Say("Language of the call", "Taal van de call");
    public string Statuses => Say("Status", "Status");
    public string Exclusions => Say("Never calls with these words", "Nooit calls met deze woorden");
    public string ExclusionsHelp => Say("Words or phrases, with commas between.", "Woorden of woordgroepen, met komma’s ertussen.");
    public string KeepsUnknown => Say("Also calls that do not say who can take part, what an award is worth, or when they close", "Ook calls die niet zeggen wie kan meedoen, hoe hoog de toekenning is, of wanneer ze sluiten");
    public string Query => Say("The search that this makes", "De zoekvraag die dit wordt");
    public string QueryHelp => Say("Change it if you like: what you write here counts. Empty it to have it made from the fields above.", "Wijzig hem als u wilt: wat hier staat telt. Maak het leeg om hem uit de velden hierboven te laten maken.");
    public string QueryLanguage => Say("All that you can write", "Alles wat u kunt schrijven");
    public string QueryWins => Say("This search was written by hand, so the fields above are not used.", "Deze zoekvraag is met de hand geschreven; de velden hierboven tellen niet mee.");

    public string WhenTitle => Say("When", "Wanneer");
    public string HowOften => Say("How often", "Hoe vaak");
    public string Weekday => Say("Day of the weekly mail", "Dag van de weekmail");
    public string Hour => Say("Hour", "Uur");
    public string Zone => Say("Time zone", "Tijdzone");
    public string ZoneHelp => Say("Mails come by this clock, and deadlines are shown in it.", "Mails komen op deze klok, en deadlines staan erin.");
    public string Leads => Say("Remind me before a deadline, days", "Herinner mij voor een deadline, dagen");
    public string LeadsHelp => Say("Numbers with commas between: 30, 7. Empty for no reminders.", "Getallen met komma’s ertussen: 30, 7. Leeg voor geen herinneringen.");

    public string WhoTitle => Say("Where to", "Waarheen");
    public string Address => Say("Mail address", "Mailadres");
    public string Name => Say("Your name", "Uw naam");
    public string NameHelp => Say("For the greeting only.", "Alleen voor de aanhef.");
    public string MailLanguage => Say("Language of the mails", "Taal van de mails");
    public string Trap => Say("Leave this empty", "Laat dit leeg");
    public string ShowMe => Say("Show what I would get", "Toon wat ik zou krijgen");
    public string Subscribe => Say("Subscribe", "Aanmelden");

    /// <summary>What people agree to; kept with their consent.</summary>
    public string Consent => Say(
        "By subscribing you ask us to mail this address the funding calls that meet your search. We keep the address and your choices for that, and nothing else; you can stop, export and erase all of it yourself at any time.",
        "Door u aan te melden vraagt u ons dit adres te mailen over subsidie-oproepen die bij uw zoekvraag passen. Wij bewaren het adres en uw keuzes daarvoor, en verder niets; u kunt altijd zelf stoppen, alles meenemen en alles wissen.");

    public string SubscribeToThis => Say("Get these by mail", "Per mail ontvangen");
    public string HaveLink => Say("Subscribed already? We mail you the link to your settings.", "Al aangemeld? Wij mailen u de link naar uw instellingen.");
    public string AmountWrong => Say("This is no amount: write digits, for example 500000", "Dit is geen bedrag: schrijf cijfers, bijvoorbeeld 500000");
    public string DaysWrong => Say("Write a number of days, from 1 to 3650", "Schrijf een aantal dagen, van 1 tot 3650");
    public string LeadsWrong => Say("Write at most ten numbers of days from 1 to 365, with commas between: 30, 7", "Schrijf ten hoogste tien aantallen dagen van 1 tot 365, met komma’s ertussen: 30, 7");
    public string WordsWrong(string why) => Say($"Your own words: {End(why)}", $"Uw eigen woorden kunnen wij niet lezen: {End(why)}");

    // The preview
    public string PreviewTitle => Say("What you would get", "Wat u zou krijgen");
    public string PreviewCount(int count, int days) => count switch
    {
        0 => Say($"In the last {days} days nothing met this. Try fewer conditions or more words; or subscribe, and we watch.", $"In de laatste {days} dagen paste hier niets bij. Probeer minder voorwaarden of meer woorden; of meld u aan, en wij kijken uit."),
        1 => Say($"1 call in the last {days} days.", $"1 call in de laatste {days} dagen."),
        _ => Say($"{Number(count)} calls in the last {days} days.", $"{Number(count)} calls in de laatste {days} dagen."),
    };

    public string PreviewRate(double aWeek) => aWeek switch
    {
        0 => "",
        < 0.5 => Say("That is about one in a month.", "Dat is ongeveer één per maand."),
        < 1.5 => Say("That is about one a week.", "Dat is ongeveer één per week."),
        _ => Say($"That is about {Number((int)Math.Round(aWeek))} a week.", $"Dat zijn er ongeveer {Number((int)Math.Round(aWeek))} per week."),
    };

    public string PreviewDigest(int open) => open == 1
        ? Say("One of them is still open. The mail would look like this:", "Eén daarvan is nog open. De mail zou er zo uitzien:")
        : Say($"{Number(open)} of them are still open. The mail would look like this:", $"{Number(open)} daarvan zijn nog open. De mail zou er zo uitzien:");

    public string PreviewNoneOpen => Say("None of them is open any more.", "Geen daarvan is nog open.");
    public string PreviewFrame => Say("Example of the mail", "Voorbeeld van de mail");
    public string PreviewWhy => Say("This is an example; nothing was sent and nothing is kept.", "Dit is een voorbeeld; er is niets verstuurd en niets bewaard.");

    // Afterwards
    public string AskedTitle => Say("Look in your mailbox", "Kijk in uw mailbox");
    public string AskedSays => Say(
        "If this address can be mailed, a mail is on its way. Its link works for a week; nothing happens before you use it. Nothing there in a quarter of an hour? Look among the unwanted mails, or try again.",
        "Als dit adres te mailen is, is er een mail onderweg. De link daarin werkt een week; er gebeurt niets voordat u hem gebruikt. Na een kwartier nog niets? Kijk bij de ongewenste mails, of probeer het opnieuw.");

    public string TooManyTitle => Say("Too many requests today", "Te veel aanvragen vandaag");
    public string TooManySays => Say(
        "So many sign-ups came from your network today that we pause to keep mailboxes safe. Nothing you wrote was kept. Try again tomorrow, or from another network.",
        "Er kwamen vandaag zo veel aanmeldingen van uw netwerk dat wij even wachten, om mailboxen te beschermen. Wat u schreef is niet bewaard. Probeer het morgen opnieuw, of vanaf een ander netwerk.");

    public string ConfirmTitle => Say("Confirm your alerts", "Bevestig uw alerts");
    public string ConfirmSays => Say("One more click: we then mail this address when calls appear that meet", "Nog één klik: daarna mailen wij dit adres zodra er calls verschijnen over");
    public string ConfirmHow(string often) => Say($"You hear of them {often}.", $"U hoort ervan: {often}.");
    public string ConfirmButton => Say("Yes, mail me", "Ja, mail mij");
    public string ConfirmedTitle => Say("Done: we watch for you", "Gelukt: wij kijken voor u uit");
    public string ConfirmedSays => Say(
        "A first mail with what is open now is on its way. Every mail has a link to change your alerts and one to stop.",
        "Een eerste mail met wat nu open staat is onderweg. In elke mail staat een link om uw alerts te wijzigen en een om te stoppen.");

    public string VoidTitle => Say("This link does not work", "Deze link werkt niet");
    public string VoidSays => Say(
        "It was used already, it is older than a week, or a part of it is missing. Was it you who used it? Then all is done, and a mail is on its way. If not, subscribe once more: it takes a minute.",
        "Hij is al gebruikt, hij is ouder dan een week, of er ontbreekt een stuk. Gebruikte u hem zelf? Dan is alles geregeld, en er is een mail onderweg. Zo niet, meld u dan opnieuw aan: het kost een minuut.");

    public string LinkTitle => Say("Get your link again", "Uw link opnieuw");
    public string LinkSays => Say("Your alerts and settings have no password: a link of your own leads to them. We mail it to you.", "Uw alerts en instellingen hebben geen wachtwoord: een eigen link brengt u erheen. Wij mailen hem.");
    public string LinkButton => Say("Mail me my link", "Mail mij mijn link");
}
