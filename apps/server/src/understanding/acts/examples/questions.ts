/**
 * What people ask a business, of many trades: messages that do nothing but ask, or say what an answer
 * needs. Many are near an act in their words (“Where are your shoes made?”, “Can somebody collect it
 * for me?”), which is what they teach.
 */
export const questions = `
where are your shoes made
in which country are your products manufactured
who makes your jackets
where are you located
where is your nearest shop
in which countries do you have offices
where are your servers
how old is your company
when was the company founded
who is the owner of the shop
what is the name of the red model
what is your phone number
what's your address
what is your return policy
what can I pay with
what can I do if the parcel is lost
what do you charge for delivery
what are your opening hours
what's the difference between the two plans
are you open on Sunday
are you hiring
are your products vegan
are these real leather
is this a real diamond
is it a good choice for running
is somebody in the shop on Saturday morning
can somebody else collect my parcel for me
can a person of 70 get a discount
can my colleague use the same account
does a person have to sign for the delivery
who delivers the parcels
who pays for the return
who do I write to about invoices
which people is the wide fit meant for
what did customers say about this model
the man in the shop said it fits under a helmet, is that right
no need to call me, just say when it ships
without calling anybody: how do I change my address
can I talk to the driver before he arrives
do you offer a phone consultation, and what does it cost
how many people work for you
can you send it again if it gets lost
how do I repeat my last order
how often is the newsletter sent
can I shorten the sleeves
is there a shorter version of this cable
is there a simpler plan
what does the abbreviation on the label mean
what does waterproof mean in your descriptions
what do you mean by business days
what is meant by handling fee
which questions did the exam have
how do I get my conversation history from the app
how can I delete my account
how do I change my name on the account
do you keep my data
how long do you store my card details
who can see my phone number
where do I find my order number
where can I enter the code
what happens with my order if I am not at home
when will my order arrive
when does my card get charged
where is my order
my order has not arrived yet
my parcel is late, what can I do
my code does not work at the checkout
I cannot log in
I can't find the field for the voucher
the zip is stuck
the screen stays black after the update
one of the buttons came off
the sole is coming loose after a year, is that covered
how do I return something
I want to return my shoes
I would like to cancel my order
I want to change the delivery address of my order
I need an invoice
I need a bigger size
I am between two sizes, which one should I take
my foot is 26 cm long, which size is right
my chest measures 99 cm, which jacket fits me
I am 1.80 tall, will it be long enough
I am looking for a tent for two people
I'm after a gift for my father, what do you have under 50
my daughter is four, do you have something for her
I ordered yesterday, can I still change it
I bought it on 20 November, can it go back in January
I live in Rotterdam, how long does delivery take
I wear size 42, do you have the boot in that
I have wide feet, will these fit
we are a school, do we get a discount
we would like twenty of them, what can you do on the price
do you deliver to Spain
do you ship to Switzerland and what does it cost
how much is express shipping
how long does it take to Italy
and in Galway?
and in Spain?
and the weight?
what about the blue one
what about Sundays
and the other one?
the second one
how heavy is it
how big is it
what colours does it come in
does it come in black
is it waterproof
is it in stock
will it fit under a helmet
can it be washed
does it fit a 15 inch laptop
which one is lighter
which is warmer, the vest or the jacket
how much is it
how late on a Thursday
the day after
even with a torn strap?
for children too?
and for women?
from which amount is it free
heel edges?
galway sat
opening hours ghent
price of the backpack
size chart
shipping costs
gift cards
student discount
returns
warranty
refund
do you price match
can you knock something off if I take two
is there a discount code
do you have a sale soon
can I pay in instalments
can I pay by invoice
do you take American Express
may I combine two codes
how many letters can you stitch on
what does gift wrapping cost
can you keep the order until I am back
can I pick it up in the shop
can I park near the shop
do I need an appointment
how do I book an appointment
is breakfast included
what time is check-in
do you allow dogs
how do I reset my password
how do I invite a member to my team
how do I export my data
does the app work offline
which browsers do you support
do you have an API
what is the uptime guarantee
how do I cancel my subscription
can I upgrade later
do you offer a free trial
how do I wash the jacket
how should I care for suede
how do I clean the filter
can it go into the dryer
what is the bag made of
what is the lining made of
what is the membrane made of
how was the water column tested
how many litres does it hold
how tall is the backpack
is the frame made of steel
how much does it weigh
how long are the laces
does the hood come off
can the insoles come out
is there a pocket for a phone
is there a hip belt
can I lock it
how long is the warranty
do you repair old models
what do new soles cost
do you take back worn shoes
how sustainable are you
where does the cotton come from
do you have a loyalty programme
do you have a magazine
how do I unsubscribe
what do you do with my e-mail address
where do I send a request for my personal data
what is the capital requirement for the loan
what is the weather resistance of the paint
can I listen to music with this headset
which languages does the course teach
do you translate certificates
do you have vegetarian recipes in the book
can I bring my pets
do you sell pet food
are jokes printed on the mug
is the story in the book true
who wrote the manual
can the robot vacuum climb stairs
does the bot plan include voice
how many agents can use the account at once
can an operator take over from the bot in your software
what does the human resources module cost
can I get a refund for the time I waited
what do I get if the delivery is late
how do I make a complaint
who handles complaints
what is your complaints procedure
how do I report a damaged parcel
yes
no
yes please
no thanks
size 42
the blue one
in black
Galway
on Friday
two of them
order 61822
61822
it's my first order
full price, 85 euros
in the shop
online
about two weeks ago
by credit card
ich möchte etwas zurückschicken
wie lange kann ich Schuhe zurückgeben?
was kostet der Versand nach Österreich
wann habt ihr geöffnet
wo werden eure Taschen hergestellt
wo seid ihr
wer liefert die Pakete
ist die Jacke wasserdicht
wie schwer ist der Rucksack
gibt es das auch in Schwarz
wie kann ich bezahlen
mein Paket ist noch nicht da
der Code funktioniert nicht
kann ich meine Bestellung noch ändern
wie wasche ich die Jacke
habt ihr Kindergrößen
muss ich die Rücksendung bezahlen
kann jemand anderes das Paket abholen
wird das Leder mit Chrom gegerbt
und nach Spanien?
Größentabelle
quels sont vos horaires
combien coûte la livraison en Belgique
livrez-vous en Suisse
où sont fabriquées vos chaussures
comment retourner un article
est-ce que la veste est imperméable
combien pèse le sac
mon colis n'est pas arrivé
puis-je payer en plusieurs fois
quelle taille dois-je prendre
existe-t-il en noir
et en combien de jours ?
comment laver la veste
où êtes-vous
puis-je modifier ma commande
qui paie le retour
cuánto cuesta el envío a España
dónde se fabrican los zapatos
cuál es el horario de la tienda
cómo puedo devolver un pedido
cuánto pesa la mochila
es impermeable la chaqueta
qué talla necesito
mi pedido no ha llegado
puedo pagar a plazos
tienen tallas para niños
y en negro?
quién entrega los paquetes
dónde están
cómo se lava
quanto costa la spedizione in Italia
dove sono prodotte le scarpe
quali sono gli orari di apertura
come posso restituire un articolo
quanto pesa lo zaino
la giacca è impermeabile
che taglia devo prendere
il mio pacco non è arrivato
posso pagare a rate
c'è anche in nero
e in quanti giorni?
dove siete
come si lava
chi paga il reso
hoeveel kost verzending naar Nederland
waar worden jullie schoenen gemaakt
wat zijn de openingstijden
hoe kan ik iets terugsturen
hoe zwaar is de rugzak
is de jas waterdicht
welke maat moet ik nemen
mijn pakket is niet aangekomen
kan ik in termijnen betalen
is hij er ook in het zwart
en hoe lang duurt dat?
waar zitten jullie
hoe was ik de jas
wie betaalt de retourzending
have you got any vegan shoes
do you have walking shoes for children
do you do those in kids' sizes
I'm usually a 42.5, what should I pick
what time do you shut in Cork on a Saturday
I use a wheelchair, can I get into your shop
so what are you going to do about it
so is it waterproof or isn't it
what do you ask for new soles
what's that in EU
will the hood go over it
the pocket inside
my phone is 16.2 cm long, will it fit
room enough for that?
can you take the second code off for me afterwards
and advertisers?
come on, take 20% off
could somebody at your place stop the parcel
please change the address of my order
send me the right one today, will you
what a pity. and for children?
fair enough. and what would yours cost
hello, I want to return my shoes, how many days do I have
good morning, do you ship to Norway
hi, can I pay with PayPal
thanks, and what does express cost
ok, and how late are you open
oh sorry, the backpack
none of that. it's my first order
muss ich beim Zurückschicken etwas bezahlen
habe ich als Kundin aus Österreich andere Bedingungen
Bonjour, livrez-vous en Allemagne ?
Hola, ¿hacéis envíos a Canarias?
Buongiorno, spedite in Svizzera?
Hallo, leveren jullie in België?
Hallo, liefert ihr nach Norwegen?
who was the first king of the country
who founded the city
who ruled the island in the 12th century
who taught the painter to draw
who gave the mountain its name
who wrote the report on the bridge
who designed the old library
who won the battle at the river
what was the name of the first ship
what was the name of the treaty
what did the engineers develop first
what did the committee decide
what is the main religion of the region
what caused the strike of 1926
what kind of music was played at court
what year was the factory closed
what does the second chapter say about trade
what is the capital of the province
what event started the rebellion
what part of the plant stores water
what happened after the fire
when was the cathedral built
when did the expedition reach the coast
when did the company merge with its rival
where did the settlers come from
where was the contract signed
where do the workers' families come from
which river forms the border
which animals live in the reserve
which city hosted the games
which book made the author famous
how many people lived in the valley
how did the war begin
how did the dispute between the two towns end
how was the tunnel financed
how is the parliament elected
how is steel made from iron
why did the king leave the city
why was the bridge closed
why is the theory disputed
in what century did the town get its walls
in which countries is the language spoken
from which countries did the migrants come
to whom was the land given
the old harbour was replaced by what
how can I send several messages at once in the app
is it possible to filter messages by two words
is there a way to split a long document
can I follow somebody without them seeing it
how do I find out who is on my list
what is the advantage of the paid version
which countries do you support
which currencies do you support
who can use the service
making text bold in a message
making several words red in a note
splitting a long document in two
combining two filters
inserting a table into a page
copying text without its format
searching for a message that I did not answer
saving all my notes as a backup
finding out who left the group
a way of reading posts without being seen
can I follow a person without them knowing
how do I write to a user that I found on the site
what am I allowed to carry on the plane
what am I supposed to do with the old one
I feel the fit is a bit tight, what can I do
I can't get the code to work any more, what now
how can I end my subscription
I want to stop my order
ich möchte mein Abo beenden
je veux arrêter ma commande
quiero terminar mi suscripción
voglio annullare il mio ordine
ik wil mijn abonnement stoppen
ich kann mich nicht mehr anmelden
je n'arrive plus à me connecter
no puedo entrar en mi cuenta
non riesco più ad accedere
ik kan niet meer inloggen
I want to end my contract
I want to cancel my membership for good
how do I stop the newsletter
`;
